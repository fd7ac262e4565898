import Foundation

/// Where an axis has ticks, and what stands at them.
enum AxisTicks {
  /// Round numbers in a range: steps of 1, 2 or 5 times a power of ten.
  static func linear(_ range: ClosedRange<Double>, count: Int = 5) -> [Double] {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0, extent.isFinite, count > 0 else { return [range.lowerBound] }
    let step = roundStep(extent / Double(count))
    guard step > 0, step.isFinite else { return [range.lowerBound] }
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 100 else { return [range.lowerBound] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Powers of ten in a range; with 2 and 5 times these where there are few.
  static func logarithmic(_ range: ClosedRange<Double>) -> [Double] {
    guard range.lowerBound > 0, range.upperBound.isFinite else { return [] }
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    let factors: [Double] = last - first <= 3 ? [1, 2, 5] : [1]
    let every = max(1, (last - first) / 8)
    let (low, high) = (range.lowerBound * (1 - 1e-9), range.upperBound * (1 + 1e-9))
    var ticks: [Double] = []
    for exponent in stride(from: first, through: last, by: every) {
      let power = pow(10, Double(exponent))
      ticks += factors.map { $0 * power }.filter { $0 >= low && $0 <= high }
    }
    return ticks
  }

  /// The smallest of 1, 2, 5 times a power of ten that is not less.
  static func roundStep(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    for factor in [1.0, 2, 5] where factor * power >= least * (1 - 1e-9) { return factor * power }
    return 10 * power
  }

  /// A number as it stands at a tick: three digits or four, large ones with k, M, G.
  static func label(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    switch size {
    case 0: return "0"
    case 1e15...: return String(format: "%.3g", value)
    case 1e9...: return short(value / 1e9) + "G"
    case 1e6...: return short(value / 1e6) + "M"
    case 1e4...: return short(value / 1e3) + "k"
    case 1e-4...: return short(value)
    default: return String(format: "%.2g", value)
    }
  }

  /// A number in as few characters as three digits take, for places that have room for no more.
  static func roundLabel(_ value: Double) -> String {
    abs(value) < 1e3 && value.isFinite ? String(format: "%.3g", value) : label(value)
  }

  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}
