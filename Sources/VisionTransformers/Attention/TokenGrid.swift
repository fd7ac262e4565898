/// How the tokens of a feature map lie: rows of columns, numbered row by row from 0.
public struct TokenGrid: Hashable, Sendable, CustomStringConvertible {
  public let rows: Int
  public let columns: Int

  /// - Precondition: Both are at least 1.
  public init(rows: Int, columns: Int) {
    precondition(rows > 0 && columns > 0, "\(rows)×\(columns) is not a grid")
    self.rows = rows
    self.columns = columns
  }

  public var count: Int { rows * columns }

  /// The token at a row and a column.
  public subscript(row: Int, column: Int) -> Int { row * columns + column }

  /// The place of a token.
  public func position(of token: Int) -> (row: Int, column: Int) {
    (token / columns, token % columns)
  }

  public func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  /// The token in the middle: `(⌊rows/2⌋, ⌊columns/2⌋)`.
  public var center: Int { self[rows / 2, columns / 2] }

  public var description: String { "\(rows)×\(columns)" }
}
