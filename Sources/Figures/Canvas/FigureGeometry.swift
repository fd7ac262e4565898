/// A place in a figure: points to the right and down.
public struct FigurePoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A width and a height in points.
public struct FigureSize: Hashable, Sendable {
  public var width: Double
  public var height: Double

  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}

/// A rectangle of a figure, in points.
struct FigureRect: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  init(at point: FigurePoint, size: FigureSize) {
    self.init(x: point.x, y: point.y, width: size.width, height: size.height)
  }

  var right: Double { x + width }
  var bottom: Double { y + height }
  var center: FigurePoint { FigurePoint(x + width / 2, y + height / 2) }

  func inset(by amount: Double) -> Self {
    Self(x: x + amount, y: y + amount, width: width - 2 * amount, height: height - 2 * amount)
  }
}
