/// The smallest rectangle around some tokens.
public struct TokenBounds: Hashable, Sendable, CustomStringConvertible {
  public var rows: ClosedRange<Int>
  public var columns: ClosedRange<Int>

  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The rectangle around the tokens of a set; `nil` where there are none.
  public init?(of tokens: TokenSet, on grid: TokenGrid) {
    guard let first = tokens.first(where: { $0 >= 0 }) else { return nil }
    let (row, column) = grid.position(of: first)
    self.init(rows: row...row, columns: column...column)
    for token in tokens where token >= 0 {
      let (row, column) = grid.position(of: token)
      rows = rows.lowerBound...max(rows.upperBound, row)
      columns = min(columns.lowerBound, column)...max(columns.upperBound, column)
    }
  }

  /// How many rows and columns the rectangle spans: `7×7`.
  public var description: String { "\(rows.count)×\(columns.count)" }
}
