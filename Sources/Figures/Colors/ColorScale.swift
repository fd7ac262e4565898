public import Images

/// What the colours of a map mean: a ramp over a range of values, drawn as a bar beside the map.
public struct ColorScale: Hashable, Sendable {
  /// How values between the ends are spread over the ramp.
  public enum Spacing: Hashable, Sendable {
    case linear
    /// By their square roots, so that small attention weights are told apart.
    case squareRoot
  }

  public var ramp: FigureRamp
  /// The values of the ramp's ends.
  public var range: ClosedRange<Double>
  /// What is measured, with its unit.
  public var label: String
  public var spacing: Spacing

  public init(
    _ label: String, range: ClosedRange<Double>, ramp: FigureRamp = .cividis,
    spacing: Spacing = .linear
  ) {
    self.label = label
    self.range = range
    self.ramp = ramp
    self.spacing = spacing
  }

  /// A scale between two values that were measured: in either order, and 0 to 1 where one of them is
  /// no number.
  public init(
    _ label: String, from first: Double, to last: Double, ramp: FigureRamp = .cividis,
    spacing: Spacing = .linear
  ) {
    let isRange = first.isFinite && last.isFinite
    self.init(
      label, range: isRange ? min(first, last)...max(first, last) : 0...1, ramp: ramp,
      spacing: spacing)
  }

  /// The place on the ramp of a value, from 0 to 1.
  public func place(of value: Double) -> Double {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0, value.isFinite else { return 0 }
    let share = min(max((value - range.lowerBound) / extent, 0), 1)
    return spacing == .linear ? share : share.squareRoot()
  }

  /// The colour of a value.
  public func color(of value: Double) -> RGB { ramp.color(of: place(of: value)) }
}
