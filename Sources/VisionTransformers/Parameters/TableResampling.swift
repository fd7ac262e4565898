/// How a table of numbers for the places of a grid is brought to another grid: position embeddings
/// of a model that was trained on pictures of another size.
///
/// As PyTorch's `interpolate` with `align_corners=False`.
public enum TableResampling: Hashable, Sendable {
  /// Between the two nearest places.
  case bilinear
  /// With the cubic kernel for a = −½, widened where the table shrinks (`antialias=True`).
  case bicubic
  /// With the cubic kernel for a = −¾, never widened, places beyond the border being as the border
  /// (`antialias=False`).
  case plainBicubic

  /// The table on another grid; on its own grid it stays as it is.
  ///
  /// - Parameters:
  ///   - table: `[grid.count × channels]`.
  ///   - channels: Numbers of a place.
  ///   - grid: The places of the table.
  ///   - target: The places that are wanted.
  /// - Returns: `[target.count × channels]`.
  /// - Precondition: The table fills its grid.
  public func resample(
    _ table: [Float], channels: Int, from grid: TokenGrid, to target: TokenGrid
  ) -> [Float] {
    precondition(
      table.count == grid.count * channels,
      "\(table.count) numbers do not fill \(grid) places of \(channels)")
    guard grid != target else { return table }
    let rows = axis(from: grid.rows, to: target.rows)
    let columns = axis(from: grid.columns, to: target.columns)
    var result: [Float] = []
    result.reserveCapacity(target.count * channels)
    for row in rows {
      for column in columns {
        var sums = [Double](repeating: 0, count: channels)
        for (down, rowWeight) in row.weights.enumerated() {
          for (across, columnWeight) in column.weights.enumerated() {
            let place = grid[row.first + down, column.first + across] * channels
            for channel in 0..<channels {
              sums[channel] += rowWeight * columnWeight * Double(table[place + channel])
            }
          }
        }
        result += sums.map(Float.init)
      }
    }
    return result
  }

  /// For each place of the new axis, what places of the old one it is made of.
  private func axis(from count: Int, to size: Int) -> [(first: Int, weights: [Double])] {
    let scale = Double(count) / Double(size)
    return (0..<size).map { place in
      switch self {
      case .bilinear:
        let center = max((Double(place) + 0.5) * scale - 0.5, 0)
        let first = Int(center)
        let share = center - Double(first)
        return first + 1 < count ? (first, [1 - share, share]) : (count - 1, [1])
      case .bicubic:
        let widening = max(scale, 1)
        let center = (Double(place) + 0.5) * scale
        let first = max(Int(center - 2 * widening + 0.5), 0)
        let end = min(Int(center + 2 * widening + 0.5), count)
        let heights = (first..<end).map {
          Self.cubic((Double($0) - center + 0.5) / widening, a: -0.5)
        }
        let sum = heights.reduce(0, +)
        return (first, heights.map { $0 / sum })
      case .plainBicubic:
        let center = (Double(place) + 0.5) * scale - 0.5
        let nearest = Int(center.rounded(.down))
        let first = max(nearest - 1, 0)
        var weights = [Double](repeating: 0, count: min(nearest + 2, count - 1) - first + 1)
        for neighbour in nearest - 1...nearest + 2 {
          weights[min(max(neighbour, 0), count - 1) - first] += Self.cubic(
            Double(neighbour) - center, a: -0.75)
        }
        return (first, weights)
      }
    }
  }

  /// The cubic convolution kernel.
  private static func cubic(_ x: Double, a: Double) -> Double {
    let x = abs(x)
    if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
  }
}
