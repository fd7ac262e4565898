/// How a mechanism lies on a grid: the parts it makes of it, and what of the grid is left over.
public struct GridFit: Hashable, Sendable {
  /// What is done where parts do not fill the grid.
  public enum Remainder: Hashable, Sendable {
    /// They do.
    case none
    /// Zero tokens at the bottom and right make it a larger grid.
    case padded(TokenGrid)
    /// Rows and columns at the bottom and right are in no key.
    case dropped(rows: Int, columns: Int)
  }

  /// The parts in a few words: "4 windows of 7×7".
  public let parts: String
  public let remainder: Remainder

  init(_ parts: String, _ remainder: Remainder = .none) {
    self.parts = parts
    self.remainder = remainder
  }

  /// Whether the parts fill the grid and no more.
  public var isExact: Bool { remainder == .none }

  /// The parts, and what is done with the rest, in one line for a grid.
  public func sentence(on grid: TokenGrid) -> String {
    switch remainder {
    case .none: parts
    case .padded(let padded):
      "\(parts): \(grid) is padded to \(padded) with \(padded.count - grid.count) zero tokens"
    case .dropped(let rows, let columns):
      "\(parts): the last \(Self.lines(rows, columns)) are in no key"
    }
  }

  private static func lines(_ rows: Int, _ columns: Int) -> String {
    [(rows, "row"), (columns, "column")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " and ")
  }

  /// A number and what it counts: "1 window", "4 windows".
  static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
