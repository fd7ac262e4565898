import CKernels

/// Reads a map between its tokens: row i of `y` is the bilinear mean of the tokens around a point, and
/// beyond the map are zeros.
///
/// - Parameters:
///   - x: [height · width, channels]: a map, row-major.
///   - height: Rows of the map.
///   - width: Columns of the map.
///   - points: [`y.rows`, 2]: row and column, in tokens, 0 being the middle of the first.
///   - y: [points, channels]; not `x`.
public func sampleRows(
  _ x: Matrix, height: Int, width: Int, at points: Matrix, into y: Matrix
) {
  precondition(x.rows == height * width, "\(x.rows) tokens are no map of \(height) × \(width)")
  precondition(
    points.rows == y.rows && points.columns == 2 && y.columns == x.columns,
    "\(points.rows) points of \(points.columns) numbers do not give \(y.rows) × \(y.columns)")
  unsafe ck_sample_rows(x.view, height, width, points.view, y.view)
}

/// Reads a table between its numbers, at the distance of each query from each key; beyond the table
/// are zeros.
///
/// Queries lie on a grid: `terms[key, r · queryColumns.count + c]` is what the table has at row
/// `queryRows[r] − keys[key, 0]` and column `queryColumns[c] − keys[key, 1]`.
///
/// - Parameters:
///   - table: [rows, columns].
///   - queryRows: Where rows of queries lie, in rows of the table.
///   - queryColumns: Where columns of queries lie, in columns of the table.
///   - keys: [keys, 2]: row and column of each.
///   - terms: [keys, queries].
///   - scratch: Memory of the calling thread.
public func lookUp(
  _ table: Matrix, queryRows: [Float], queryColumns: [Float], keys: Matrix, into terms: Matrix,
  scratch: AttentionScratch
) {
  lookUp(
    table, queryRows: queryRows, queryColumns: queryColumns, keys: keys, factor: 1, into: terms,
    scratch: scratch)
}

extension ScoreBias {
  /// Score terms that are read from a table as
  /// ``lookUp(_:queryRows:queryColumns:keys:into:scratch:)`` does.
  ///
  /// - Parameters:
  ///   - table: [rows, columns].
  ///   - queryRows: Where rows of queries lie, in rows of the table.
  ///   - queryColumns: Where columns of queries lie, in columns of the table.
  ///   - keyPlaces: [keys, 2]: row and column of each.
  ///   - memory: [keys, queries]: what holds the numbers as long as they are needed.
  ///   - scratch: Memory of the calling thread.
  public init(
    from table: Matrix, queryRows: [Float], queryColumns: [Float], keyPlaces: Matrix,
    in memory: Matrix, scratch: AttentionScratch
  ) {
    lookUp(
      table, queryRows: queryRows, queryColumns: queryColumns, keys: keyPlaces,
      factor: Self.log2e, into: memory, scratch: scratch)
    self.init(sharing: memory)
  }
}

private func lookUp(
  _ table: Matrix, queryRows: [Float], queryColumns: [Float], keys: Matrix, factor: Float,
  into terms: Matrix, scratch: AttentionScratch
) {
  precondition(
    terms.rows == keys.rows && keys.columns == 2
      && terms.columns == queryRows.count * queryColumns.count,
    "\(terms.rows) × \(terms.columns) does not take terms of \(keys.rows) keys and "
      + "\(queryRows.count) × \(queryColumns.count) queries")
  let floats = ck_look_up_scratch(table.columns, queryColumns.count)
  unsafe scratch.withFloats(floats) { scratch in
    unsafe ck_look_up(
      table.view, queryRows, queryRows.count, queryColumns, queryColumns.count, keys.view, factor,
      terms.view, scratch)
  }
}
