import Explorer
import Images
import VisionTransformers

/// A picture drawn in code: a sky that darkens, a sun, a red boat, a fence.
func testPicture(width: Int = 224, height: Int = 224, name: String = "test.png") -> Picture {
  var pixels: [UInt8] = []
  for row in 0..<height {
    for column in 0..<width {
      let (x, y) = (Double(column) / Double(width), Double(row) / Double(height))
      let (red, green, blue) = color(x: x, y: y)
      for value in [red, green, blue] { pixels.append(UInt8(min(255, max(0, value)))) }
    }
  }
  return Picture(
    name: name, path: nil, image: Image(width: width, height: height, pixels: pixels))
}

private func color(x: Double, y: Double) -> (red: Double, green: Double, blue: Double) {
  let sun = ((x - 0.75) * (x - 0.75) + (y - 0.22) * (y - 0.22)).squareRoot()
  if sun < 0.11 { return (255, 226, 90) }
  if y > 0.62 && y < 0.74 && abs(x - 0.3) < 0.2 - (y - 0.62) { return (214, 48, 40) }
  if abs(x - 0.31) < 0.012 && y > 0.3 && y <= 0.62 { return (96, 64, 40) }
  if x > 0.32 && x < 0.32 + (y - 0.32) * 0.6 && y > 0.32 && y < 0.6 { return (240, 236, 224) }
  if y > 0.8 && Int(x * 28) % 3 == 0 { return (196, 170, 120) }
  if y > 0.68 { return (28 + 30 * x, 84 + 40 * (1 - y), 132 + 60 * (1 - y)) }
  return (110 + 110 * y, 150 + 80 * y, 235 - 40 * y)
}
