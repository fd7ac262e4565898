import CKernels

/// What one head has learned of the distance between two places on a line: embeddings that are
/// multiplied with queries and with keys, and embeddings that are added to values (Axial-DeepLab,
/// arXiv 2003.07853).
public struct RelativeEmbeddings: Sendable {
  /// Places on the line.
  public let length: Int
  public let keyWidth: Int
  public let valueWidth: Int
  /// `[channels, 2 · length − 1]`, as the other two: in column `length − 1 + i − j` stands what belongs
  /// to the query at place i and the key at place j.
  let queries: Matrix
  let keys: Matrix
  let values: Matrix

  /// - Parameters:
  ///   - queries: [key width, 2 · length − 1]; column `length − 1 + i − j` is for a query at i and a
  ///     key at j.
  ///   - keys: [key width, 2 · length − 1]; column `length − 1 + j − i` is for that pair.
  ///   - values: [value width, 2 · length − 1]; columns as for queries.
  public init(queries: Tensor, keys: Tensor, values: Tensor) {
    let (rows, columns) = (keys.shape.extents[0], keys.shape.extents[1])
    precondition(
      queries.shape == keys.shape && values.shape.extents[1] == columns && columns % 2 == 1,
      "embeddings \(queries.shape), \(keys.shape) and \(values.shape) are not of one line")
    length = (columns + 1) / 2
    keyWidth = rows
    valueWidth = values.shape.extents[0]
    self.queries = Matrix(queries)
    self.values = Matrix(values)
    self.keys = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        self.keys[row, columns - 1 - column] = keys.scalars[row * columns + column]
      }
    }
  }
}

/// Position-sensitive attention of one head along one line of tokens.
///
/// With tokens i and j of the line, the score is scale · qᵢ · kⱼ + qᵢ · Eq(i − j) + kⱼ · Ek(j − i), the
/// weights are its softmax over j, and row i of `out` becomes Σⱼ weight · (vⱼ + Ev(i − j)).
///
/// - Parameters:
///   - line: Rows of all four matrices, from one end of the line to the other.
///   - q: [tokens, key width]: this head's columns.
///   - k: [tokens, key width].
///   - v: [tokens, value width].
///   - embeddings: Eq, Ek and Ev.
///   - scale: What products of queries and keys are multiplied by.
///   - out: [tokens, value width]; rows that are not on the line stay as they are.
///   - scratch: Memory of the calling thread.
public func attendAlong(
  _ line: TokenList, queries q: Matrix, keys k: Matrix, values v: Matrix,
  embeddings: RelativeEmbeddings, scale: Float, into out: Matrix, scratch: AttentionScratch
) {
  requireLine(line, queries: q, keys: k, embeddings: embeddings)
  precondition(
    v.columns == embeddings.valueWidth && out.columns == v.columns && line.fits(rows: v.rows)
      && line.fits(rows: out.rows),
    "\(v.rows) values \(v.columns) wide and \(out.rows) outputs \(out.columns) wide do not go with "
      + "embeddings \(embeddings.valueWidth) wide")
  let tables = unsafe ck_embeddings(
    queries: embeddings.queries.view, keys: embeddings.keys.view, values: embeddings.values.view)
  let floats = ck_line_scratch(line.count, k.columns, v.columns)
  unsafe scratch.withFloats(floats) { scratch in
    unsafe line.withRowList { rows in
      unsafe ck_attend_line(q.view, k.view, v.view, rows, tables, scale, out.view, scratch)
    }
  }
}

/// Scores of one token of a line before the softmax, as in
/// ``attendAlong(_:queries:keys:values:embeddings:scale:into:scratch:)``.
///
/// - Parameters:
///   - place: The token's place on the line.
///   - line: Rows of `q` and `k`, from one end of the line to the other.
///   - q: [tokens, key width]: one head's columns.
///   - k: [tokens, key width].
///   - embeddings: Eq and Ek.
///   - scale: What products of queries and keys are multiplied by.
/// - Returns: One score for each token of the line.
public func scores(
  ofPlace place: Int, along line: TokenList, queries q: Matrix, keys k: Matrix,
  embeddings: RelativeEmbeddings, scale: Float
) -> [Float] {
  requireLine(line, queries: q, keys: k, embeddings: embeddings)
  return Reference.lineScores(
    ofPlace: place, along: line, queries: q, keys: k, embeddings: embeddings, scale: scale
  ).map { Float($0) }
}

private func requireLine(
  _ line: TokenList, queries q: Matrix, keys k: Matrix, embeddings: RelativeEmbeddings
) {
  precondition(
    line.count == embeddings.length,
    "a line of \(line.count) tokens has no embeddings for lines of \(embeddings.length)")
  precondition(
    q.columns == embeddings.keyWidth && k.columns == embeddings.keyWidth,
    "queries \(q.columns) wide and keys \(k.columns) wide do not go with embeddings "
      + "\(embeddings.keyWidth) wide")
  precondition(
    line.fits(rows: q.rows) && line.fits(rows: k.rows),
    "tokens \(line.bounds, default: "-") are not in \(q.rows) queries and \(k.rows) keys")
}
