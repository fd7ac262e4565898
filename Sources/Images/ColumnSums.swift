/// Resamples columns while the rows go by, one at a time and in order.
///
/// Only the sums of the wanted rows are in memory, however high the picture is.
struct ColumnSums {
  private let weights: ResamplingWeights
  private let width: Int
  private var sums: [Int32]
  /// The wanted rows that the last row took part in, and perhaps more at the end.
  private var active = 0..<0

  /// - Parameters:
  ///   - weights: How rows make the wanted rows.
  ///   - width: Bytes of a row.
  init(_ weights: ResamplingWeights, width: Int) {
    self.weights = weights
    self.width = width
    sums = [Int32](repeating: ResamplingWeights.half, count: weights.count * width)
  }

  /// Adds a row to all wanted rows that it takes part in.
  mutating func add(_ row: Span<UInt8>, at source: Int) {
    var (first, end) = (active.lowerBound, active.upperBound)
    while end < weights.count, weights.starts[end] <= source { end += 1 }
    while first < end, weights.end(of: first) <= source { first += 1 }
    active = first..<end
    let (weights, width) = (weights, width)
    var sums = sums.mutableSpan
    for target in first..<end {
      let weight = weights.weights[weights.offsets[target] + source - weights.starts[target]]
      let start = target * width
      for index in 0..<width {
        sums[start + index] &+= weight &* Int32(row[index])
      }
    }
  }

  /// The wanted rows, one after the other.
  var bytes: [UInt8] { sums.map(ResamplingWeights.byte) }
}
