import Images
import Screens

/// What figures are drawn on: vector graphics or pixels.
///
/// Lengths are points. What cannot be drawn, such as a place that is no number, must not be asked
/// for.
protocol FigureCanvas {
  /// Fills a rectangle, its edges sharp so that neighbours leave no seam.
  mutating func fill(_ rect: FigureRect, _ color: RGB, opacity: Double)
  mutating func fill(polygon points: [FigurePoint], _ color: RGB)
  mutating func stroke(_ rect: FigureRect, _ pen: Pen)
  /// Draws lines from point to point.
  mutating func stroke(_ points: [FigurePoint], _ pen: Pen)
  mutating func circle(_ center: FigurePoint, radius: Double, fill: RGB?, pen: Pen?)
  /// Draws a picture, stretched to a rectangle.
  mutating func draw(_ image: Image, in rect: FigureRect)
  mutating func write(_ text: FigureText, at point: FigurePoint)
}

/// How lines are drawn.
struct Pen: Hashable {
  var color: RGB
  var width: Double
  /// Lengths of dash and gap, in turn; none for an unbroken line.
  var dashes: [Double] = []

  init(_ color: RGB, _ width: Double = 1, dashes: [Double] = []) {
    self.color = color
    self.width = width
    self.dashes = dashes
  }
}

/// A line of text on a figure; control characters in it become escapes.
struct FigureText: Hashable {
  /// Which part of the text stands at the point.
  enum Anchor: Hashable { case start, middle, end }

  var text: String
  /// Em in points.
  var size: Double
  var color: RGB
  var anchor: Anchor
  var isBold: Bool
  var isMonospaced: Bool
  /// Whether it runs upwards.
  var isVertical: Bool

  init(
    _ text: String, size: Double = 10, color: RGB = .black, anchor: Anchor = .start,
    isBold: Bool = false, isMonospaced: Bool = false, isVertical: Bool = false
  ) {
    self.text = text.escapingControls
    self.size = size
    self.color = color
    self.anchor = anchor
    self.isBold = isBold
    self.isMonospaced = isMonospaced
    self.isVertical = isVertical
  }
}

extension FigureCanvas {
  mutating func fill(_ rect: FigureRect, _ color: RGB) { fill(rect, color, opacity: 1) }

  mutating func line(_ from: FigurePoint, _ to: FigurePoint, _ pen: Pen) {
    stroke([from, to], pen)
  }
}
