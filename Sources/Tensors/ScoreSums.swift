import CKernels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the queries and keys of a group lie, in rows and columns of tokens.
public struct ScorePlaces: Sendable {
  /// `[2, queries]`: rows, then columns.
  let queries: Matrix
  /// `[keys, 3]`: row, column, and 1; or 0, 0, 0 for a key that has no place.
  let keys: Matrix

  /// - Parameters:
  ///   - queries: Row and column of each query.
  ///   - keys: Row and column of each key; `nil` for one that has no place.
  public init(queries: [(row: Double, column: Double)], keys: [(row: Double, column: Double)?]) {
    self.queries = Matrix(rows: 2, columns: queries.count)
    self.keys = Matrix(rows: keys.count, columns: 3)
    for (index, place) in queries.enumerated() {
      self.queries[0, index] = Float(place.row)
      self.queries[1, index] = Float(place.column)
    }
    for (index, place) in keys.enumerated() {
      guard let place else { continue }
      self.keys[index, 0] = Float(place.row)
      self.keys[index, 1] = Float(place.column)
      self.keys[index, 2] = 1
    }
  }

  private init(queries: Matrix, keys: Matrix) {
    self.queries = queries
    self.keys = keys
  }

  /// The same keys, and some of the queries.
  public func queries(_ range: Range<Int>) -> ScorePlaces {
    ScorePlaces(queries: queries.columns(range), keys: keys)
  }
}

/// What scores come to after the softmax, a number for each query and nothing for each pair.
public struct ScoreSums: Sendable {
  /// `[4, queries]`, as the kernel leaves them.
  private let sums: Matrix

  /// - Parameters:
  ///   - scores: `[keys, queries]`, bias included; at least one key.
  ///   - places: Where queries and keys lie.
  public init(of scores: Matrix, at places: ScorePlaces) {
    precondition(
      scores.columns == places.queries.columns && scores.rows == places.keys.rows
        && scores.rows > 0,
      "\(scores.rows) × \(scores.columns) scores are not those of \(places.keys.rows) keys and "
        + "\(places.queries.columns) queries")
    sums = Matrix(rows: 4, columns: scores.columns)
    unsafe ck_score_sums(scores.view, places.queries.view, places.keys.view, sums.view)
  }

  /// `−Σ a ln a` of a query's weights, in nats.
  public func entropy(ofQuery query: Int) -> Double {
    let (total, scored) = (Double(sums[0, query]), Double(sums[1, query]))
    let entropy = log(total) - scored / total
    return entropy < 0 ? 0 : entropy
  }

  /// The largest weight of a query.
  public func largestWeight(ofQuery query: Int) -> Double { 1 / Double(sums[0, query]) }

  /// `Σ a d` over keys that have a place, d being the distance in tokens.
  public func distance(ofQuery query: Int) -> Double {
    Double(sums[2, query]) / Double(sums[0, query])
  }

  /// `Σ a` over keys that have a place.
  public func placedWeight(ofQuery query: Int) -> Double {
    Double(sums[3, query]) / Double(sums[0, query])
  }
}
