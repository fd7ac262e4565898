/// How many columns and rows there are, never fewer than none.
public struct Size: Hashable, Sendable {
  public let columns: Int
  public let rows: Int

  /// Makes a size; negative numbers become 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  public var isEmpty: Bool { columns == 0 || rows == 0 }
}

extension Size: CustomStringConvertible {
  /// Columns and rows as people write them: `80x24`.
  public var description: String { "\(columns)x\(rows)" }
}
