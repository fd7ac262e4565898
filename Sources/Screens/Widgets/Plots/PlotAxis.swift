import Foundation

/// One axis of a plot: what it counts, from where to where, and what is written beside it.
public struct PlotAxis: Hashable, Sendable {
  public enum Scale: Hashable, Sendable {
    case linear
    /// Equal factors are equally far apart; only what is above 0 has a place.
    case logarithmic
  }

  /// A value with a text beside the axis.
  public struct Tick: Hashable, Sendable {
    public var value: Double
    public var label: String

    public init(_ value: Double, _ label: String? = nil) {
      self.value = value
      self.label = label ?? PlotAxis.text(of: value)
    }
  }

  /// What is counted, with its unit.
  public var title: String
  /// The least and the greatest value drawn; those of the points where nothing is said.
  public var bounds: ClosedRange<Double>?
  public var scale: Scale
  /// Ticks to draw; round numbers where nothing is said.
  public var ticks: [Tick]?

  public init(
    _ title: String = "", bounds: ClosedRange<Double>? = nil, scale: Scale = .linear,
    ticks: [Tick]? = nil
  ) {
    self.title = title
    self.bounds = bounds
    self.scale = scale
    self.ticks = ticks
  }

  /// A number in as few characters as tell it apart from its neighbours on an axis.
  static func text(of value: Double) -> String {
    let size = abs(value)
    if size != 0, size < 1e-3 || size >= 1e6 { return String(format: "%.3g", value) }
    let digits = String(format: "%.3f", value)
    let end = digits.lastIndex { $0 != "0" } ?? digits.startIndex
    let text = digits[...end]
    return String(text.last == "." ? text.dropLast() : text)
  }
}
