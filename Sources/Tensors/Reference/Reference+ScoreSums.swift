#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Reference {
  /// Entropy, largest weight, distance and weight of the keys that have a place, of one query.
  static func statistics(
    ofScores scores: [Float], query: (row: Double, column: Double),
    keys: [(row: Double, column: Double)?]
  ) -> (entropy: Double, largest: Double, distance: Double, placed: Double) {
    let peak = Double(scores.max() ?? 0)
    let powers = scores.map { exp(Double($0) - peak) }
    let total = powers.reduce(0, +)
    let weights = powers.map { $0 / total }
    var result = (entropy: 0.0, largest: weights.max() ?? 0, distance: 0.0, placed: 0.0)
    for (weight, key) in zip(weights, keys) {
      if weight > 0 { result.entropy -= weight * log(weight) }
      guard let key else { continue }
      let (down, right) = (query.row - key.row, query.column - key.column)
      result.distance += weight * (down * down + right * right).squareRoot()
      result.placed += weight
    }
    return result
  }
}
