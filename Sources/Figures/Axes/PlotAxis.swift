import Foundation

/// One axis of a plot.
public struct PlotAxis: Sendable {
  /// What is measured, with its unit.
  public var label: String
  /// What the axis spans; what the data span unless told.
  public var range: ClosedRange<Double>?
  /// Whether equal distances are equal factors; values that are not positive are left out then.
  public var isLogarithmic: Bool
  /// Whether the axis begins at zero, where it would begin above.
  public var includesZero: Bool
  /// Names for the places 0, 1, 2 and so on, instead of numbers.
  public var categories: [String]

  public init(
    _ label: String, range: ClosedRange<Double>? = nil, isLogarithmic: Bool = false,
    includesZero: Bool = false, categories: [String] = []
  ) {
    self.label = label
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.includesZero = includesZero
    self.categories = categories
  }

  /// Whether a value can be shown.
  func shows(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }

  /// What the axis spans for some data: never empty.
  func resolvedRange(_ values: some Sequence<Double>) -> ClosedRange<Double> {
    if let range, shows(range.lowerBound), shows(range.upperBound),
      range.upperBound > range.lowerBound
    {
      return range
    }
    if !categories.isEmpty { return -0.5...(Double(categories.count) - 0.5) }
    let shown = values.filter(shows)
    guard var low = shown.min(), var high = shown.max() else {
      return isLogarithmic ? 1...10 : 0...1
    }
    if isLogarithmic {
      return low < high ? (low / 1.15)...(high * 1.15) : (low / 2)...(high * 2)
    }
    if includesZero { (low, high) = (min(low, 0), max(high, 0)) }
    if low == high {
      (low, high) = (low - max(0.5, abs(low) / 10), high + max(0.5, abs(high) / 10))
    }
    let margin = (high - low) * 0.04
    return
      (includesZero && low == 0 ? low : low - margin)...(includesZero && high == 0
      ? high : high + margin)
  }
}

/// Values of an axis as places from 0 to 1.
struct AxisScale {
  let axis: PlotAxis
  let range: ClosedRange<Double>

  init(_ axis: PlotAxis, values: some Sequence<Double>) {
    self.axis = axis
    range = axis.resolvedRange(values)
  }

  /// From 0 at the lower end to 1 at the upper; nothing for a value that cannot be shown or lies
  /// far outside.
  func place(of value: Double) -> Double? {
    guard axis.shows(value) else { return nil }
    let (low, high) = (range.lowerBound, range.upperBound)
    let place =
      axis.isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
    return place.isFinite && abs(place) < 100 ? place : nil
  }

  /// Places and texts of ticks.
  func ticks(count: Int, spacing: Double) -> [(place: Double, label: String)] {
    if !axis.categories.isEmpty {
      let every = max(1, Int((14 / max(spacing, 0.1)).rounded(.up)))
      return axis.categories.enumerated().compactMap { index, name in
        index % every == 0 ? place(of: Double(index)).map { ($0, name) } : nil
      }
    }
    let values =
      axis.isLogarithmic ? AxisTicks.logarithmic(range) : AxisTicks.linear(range, count: count)
    return values.compactMap { value in place(of: value).map { ($0, AxisTicks.label(value)) } }
  }
}
