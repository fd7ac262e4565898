import Foundation

/// From where to where an axis goes, and where values lie along it.
struct PlotRange {
  let bounds: ClosedRange<Double>
  private let scale: PlotAxis.Scale

  /// The range of an axis, wide enough to have a length.
  ///
  /// - Parameters:
  ///   - axis: The axis.
  ///   - values: What is drawn along it.
  init(of axis: PlotAxis, values: [Double]) {
    scale = axis.scale
    let isLogarithmic = axis.scale == .logarithmic
    let values = values.filter { Self.hasPlace($0, axis.scale) }
    var (low, high) = (values.min() ?? (isLogarithmic ? 1 : 0), values.max() ?? 1)
    if let given = axis.bounds {
      if Self.hasPlace(given.lowerBound, axis.scale) { low = given.lowerBound }
      if Self.hasPlace(given.upperBound, axis.scale) { high = given.upperBound }
    }
    if low >= high {
      let room = max(abs(low) * 0.5, 0.5)
      (low, high) = isLogarithmic ? (low / 2, low * 2) : (low - room, low + room)
    }
    bounds = low...high
  }

  /// Whether a value can be drawn: a finite one, and one that has a logarithm where that is needed;
  /// what is so large or small that differences or halves of it overflow is none.
  private static func hasPlace(_ value: Double, _ scale: PlotAxis.Scale) -> Bool {
    scale == .logarithmic ? value > 1e-300 && value < 1e300 : abs(value) < 1e300
  }

  /// Where a value lies, from 0 to 1; `nil` for what is outside or has no place.
  func share(of value: Double) -> Double? {
    guard Self.hasPlace(value, scale), bounds.contains(value) else { return nil }
    let (low, high) = (place(bounds.lowerBound), place(bounds.upperBound))
    return high > low ? min(1, (place(value) - low) / (high - low)) : nil
  }

  /// Round numbers along the axis, not many more than wanted.
  func ticks(_ wanted: Int) -> [PlotAxis.Tick] {
    let wanted = max(1, wanted)
    return (scale == .logarithmic ? powers(wanted) : multiples(wanted)).map { PlotAxis.Tick($0) }
  }

  private func place(_ value: Double) -> Double { scale == .logarithmic ? log(value) : value }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private func multiples(_ wanted: Int) -> [Double] {
    let least = (bounds.upperBound - bounds.lowerBound) / Double(wanted)
    let power = pow(10, floor(log10(least)))
    guard power.isFinite, power > 0 else { return [] }
    let step = [1, 2, 5].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? 10 * power
    let slack = step * 1e-9
    let first = ((bounds.lowerBound - slack) / step).rounded(.up)
    return (0...wanted + 1).map { (first + Double($0)) * step }
      .filter { $0 <= bounds.upperBound + slack }
      .map { abs($0) < slack ? 0 : min(max($0, bounds.lowerBound), bounds.upperBound) }
  }

  /// Powers of ten, or of 2 where there are few of these.
  private func powers(_ wanted: Int) -> [Double] {
    for base in [2.0, 10, 100, 1000, 1e6] {
      let first = (log(bounds.lowerBound) / log(base) - 1e-9).rounded(.up)
      let last = (log(bounds.upperBound) / log(base) + 1e-9).rounded(.down)
      guard last - first < Double(wanted) else { continue }
      guard last >= first else { return [] }
      return stride(from: first, through: last, by: 1).map {
        min(max(pow(base, $0), bounds.lowerBound), bounds.upperBound)
      }
    }
    return [bounds.lowerBound]
  }
}
