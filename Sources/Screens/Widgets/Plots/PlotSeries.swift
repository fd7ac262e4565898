/// One curve or cloud of a plot: points in the units of the data, and how they are told apart.
public struct PlotSeries: Hashable, Sendable {
  /// A place in a plot, in the units of its axes.
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What the legend calls it.
  public var name: String
  /// The letter at every point, which tells series apart without colour.
  public var mark: Character
  public var style: Style
  /// Points that are not finite, or that a logarithm does not have, are left out.
  public var points: [Point]

  public init(_ name: String, mark: Character, style: Style = .plain, points: [Point]) {
    self.name = name
    self.mark = mark
    self.style = style
    self.points = points
  }

  /// A series of values that follow each other, at 1, 2 and so on.
  public init(_ name: String, mark: Character, style: Style = .plain, values: [Double]) {
    self.init(
      name, mark: mark, style: style,
      points: values.enumerated().map { Point(Double($0.offset + 1), $0.element) })
  }
}
