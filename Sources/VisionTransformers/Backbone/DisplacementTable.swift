import Tensors

/// Score terms of DAT, with their parameters: a table for each head, read between its numbers by how
/// far a query lies from the point where a key was read (arXiv 2201.00520).
struct DisplacementTable: Sendable {
  private let grid: TokenGrid
  /// `[2 · rows − 1, 2 · columns − 1]` for each head.
  private let tables: [Matrix]
  private let queryRows: [Float]
  private let queryColumns: [Float]

  /// - Parameters:
  ///   - heads: Tables that there are.
  ///   - grid: How the tokens lie.
  ///   - trainingGrid: The grid that the tables were trained for.
  ///   - parameters: `[heads, 2 · rows − 1, 2 · columns − 1]` of that grid.
  /// - Throws: ``ModelError`` where the table is missing or has another shape.
  init(
    heads: Int, grid: TokenGrid, trainedOn trainingGrid: TokenGrid, _ parameters: ParameterScope
  ) throws(ModelError) {
    let (trained, extent) = (Self.extent(of: trainingGrid), Self.extent(of: grid))
    let numbers = try parameters.tensor([heads, trained.rows, trained.columns]).scalars
    self.grid = grid
    tables = (0..<heads).map { head in
      let own = Array(numbers[head * trained.count..<(head + 1) * trained.count])
      let resampled = TableResampling.plainBicubic.resample(
        own, channels: 1, from: trained, to: extent)
      return Matrix(Tensor(resampled, shape: [extent.rows, extent.columns]))
    }
    queryRows = Self.places(grid.rows)
    queryColumns = Self.places(grid.columns)
  }

  /// The term of every query and key of a head.
  ///
  /// - Parameters:
  ///   - head: The head.
  ///   - points: `[keys, 2]`: row and column of each key, in tokens.
  ///   - memory: `[keys, grid.count]`: what holds the numbers as long as they are needed.
  ///   - scratch: Memory of the calling thread.
  /// - Returns: The terms, as attention takes them.
  func bias(head: Int, points: Matrix, in memory: Matrix, scratch: AttentionScratch) -> ScoreBias {
    ScoreBias(
      from: tables[head], queryRows: queryRows, queryColumns: queryColumns, keyPlaces: points,
      in: memory, scratch: scratch)
  }

  /// The terms of one query with each key.
  func terms(of query: Int, head: Int, points: Matrix) -> [Float] {
    let (row, column) = grid.position(of: query)
    let terms = Matrix(rows: points.rows, columns: 1)
    lookUp(
      tables[head], queryRows: [queryRows[row]], queryColumns: [queryColumns[column]],
      keys: points, into: terms, scratch: AttentionScratch())
    return terms.tensor.scalars
  }

  private static func extent(of grid: TokenGrid) -> TokenGrid {
    TokenGrid(rows: 2 * grid.rows - 1, columns: 2 * grid.columns - 1)
  }

  /// Where queries lie so that their distance to a point is a place in the table.
  ///
  /// Query i of n lies at `(i + ½) / n`, a point at pixel p at `p / (n − 1)`, and a distance of −1 to 1
  /// goes over the table from 0 to 2n − 2.
  private static func places(_ count: Int) -> [Float] {
    (0..<count).map { (Float($0) + 0.5) / Float(count) * Float(count - 1) + Float(count - 1) }
  }
}
