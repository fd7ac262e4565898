/// One line of text in several styles.
public struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style
  }

  public private(set) var runs: [Run] = []

  public init() {}

  public init(_ text: String, _ style: Style = .plain) {
    append(text, style)
  }

  public init(stringLiteral text: String) { self.init(text) }

  /// Adds text at the end; what could steer a terminal is shown as an escape.
  public mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    runs.append(Run(text: text.escapingControls, style: style))
  }

  public mutating func append(_ text: StyledText) { runs += text.runs }

  /// Adds spaces until so many columns are taken.
  public mutating func pad(to columns: Int) {
    let missing = columns - self.columns
    if missing > 0 { append(String(repeating: " ", count: missing)) }
  }

  /// How many columns the text takes.
  public var columns: Int { runs.reduce(0) { $0 + $1.text.count } }

  /// The text without its styles.
  public var text: String { runs.map(\.text).joined() }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.append(right)
    return sum
  }
}

extension Screen {
  /// Writes a line of text from a place to the right, cut at the edges of an area.
  ///
  /// - Returns: The column after the text, had it not been cut.
  @discardableResult
  public mutating func write(
    _ text: StyledText, row: Int, column: Int, in area: Rect? = nil
  ) -> Int {
    text.runs.reduce(column) { column, run in
      write(run.text, row: row, column: column, style: run.style, in: area)
    }
  }
}

extension String {
  /// The text in so many columns at most, its middle replaced by `…` where it is longer.
  public func shortened(to columns: Int) -> String {
    guard count > columns else { return self }
    guard columns > 1 else { return String(prefix(max(0, columns))) }
    let tail = (columns - 1) / 2
    return prefix(columns - 1 - tail) + "…" + suffix(tail)
  }

  /// The text in lines of so many columns at most, broken at spaces where there are some.
  public func wrapped(to columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty && line.count + 1 + word.count > columns {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return (lines + [line]).map { String($0.prefix(columns)) }
  }

  /// The text at the right end of so many columns.
  public func aligned(right columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count)) + self
  }

  /// The text at the left end of so many columns.
  public func aligned(left columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - count))
  }
}
