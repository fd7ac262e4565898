/// Horizontal bars of several parts on one scale, such as the operations of each layer.
///
/// A part is told by its letter, and where there are colours by its colour too: there the letter
/// stands once, at the beginning of the part.
public struct StackedBars: Sendable {
  /// What parts of one kind are drawn with.
  public struct Kind: Hashable, Sendable {
    /// What the part is called in the key.
    public var name: String
    public var letter: Character
    public var color: Color

    public init(_ name: String, letter: Character, color: Color) {
      self.name = name
      self.letter = letter
      self.color = color
    }
  }

  public let kinds: [Kind]
  /// What fills all columns of a bar.
  public let full: Double

  /// - Parameters:
  ///   - kinds: The parts of each bar, in order.
  ///   - full: What fills all columns; bars that are longer are cut.
  public init(_ kinds: [Kind], full: Double) {
    self.kinds = kinds
    self.full = full
  }

  /// One bar, as many characters long as its parts are together.
  ///
  /// Ends of parts are rounded rather than parts, so that the bar has the right length in all. What
  /// takes any time at all has one character at least.
  ///
  /// - Parameters:
  ///   - parts: The length of each part, in the order of ``kinds``; what is no number counts as 0.
  ///   - columns: How long a full bar is.
  /// - Returns: The bar; nothing where it has no length.
  public func bar(_ parts: [Double], columns: Int) -> StyledText {
    var text = StyledText()
    guard full > 0, columns > 0 else { return text }
    let lengths = zip(kinds, parts).map { kind, part in
      (kind: kind, length: part.isFinite ? max(0, part) : 0)
    }
    var (sum, drawn) = (0.0, 0)
    for (kind, length) in lengths {
      sum += length
      let end = Int((min(1, sum / full) * Double(columns)).rounded())
      append(kind, count: end - drawn, to: &text)
      drawn = max(drawn, end)
    }
    if drawn == 0, let longest = lengths.max(by: { $0.length < $1.length }), longest.length > 0 {
      append(longest.kind, count: 1, to: &text)
    }
    return text
  }

  private func append(_ kind: Kind, count: Int, to text: inout StyledText) {
    guard count > 0 else { return }
    let rest = kind.color == .terminal ? kind.letter : " "
    text.append("\(kind.letter)" + String(repeating: rest, count: count - 1), style(of: kind))
  }

  /// What the letters and colours stand for: `q qkv  a attention`.
  ///
  /// - Parameters:
  ///   - caption: The style of the names.
  ///   - gap: What stands between two of them.
  /// - Returns: All in one line.
  public func key(caption: Style, gap: String = "  ") -> StyledText {
    var text = StyledText()
    for kind in kinds {
      if !text.runs.isEmpty { text.append(gap) }
      text.append("\(kind.letter)", style(of: kind))
      text.append(" \(kind.name)", caption)
    }
    return text
  }

  private func style(of kind: Kind) -> Style {
    kind.color == .terminal ? .plain : Style(foreground: .palette(16), background: kind.color)
  }
}
