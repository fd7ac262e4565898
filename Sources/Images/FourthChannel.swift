/// What a fourth byte of a pixel means, and how four bytes become red, green, blue.
enum FourthChannel {
  /// Opacity: the pixel is laid over white.
  case alpha
  /// Black ink, after cyan, magenta and yellow, all stored inverted as Adobe's programs do.
  case black

  /// Turns pixels of four bytes into pixels of three, in place.
  func fold(_ pixels: inout [UInt8]) {
    switch self {
    case .alpha: fold(&pixels) { color, alpha in Self.overWhite(color, alpha) }
    case .black: fold(&pixels) { ink, black in Self.printed(ink, black) }
    }
    pixels.removeLast(pixels.count / 4)
  }

  private func fold(_ pixels: inout [UInt8], by combine: (UInt32, UInt32) -> UInt8) {
    var target = 0
    for source in stride(from: 0, to: pixels.count, by: 4) {
      let fourth = UInt32(pixels[source + 3])
      for channel in 0..<3 {
        pixels[target + channel] = combine(UInt32(pixels[source + channel]), fourth)
      }
      target += 3
    }
  }

  /// One channel over white, on the encoded values, with the rounding of Pillow's `alpha_composite`:
  /// seven bits more than a byte, and a division by 255 made of shifts.
  static func overWhite(_ color: UInt32, _ alpha: UInt32) -> UInt8 {
    if alpha == 0 { return 255 }
    let sum = ((color * alpha + 255 * (255 - alpha)) << 7) + (0x80 << 7)
    return UInt8(truncatingIfNeeded: ((sum >> 8) + sum) >> 15)
  }

  /// One inverted ink under inverted black, with the rounding of Pillow's conversion from CMYK.
  static func printed(_ ink: UInt32, _ black: UInt32) -> UInt8 {
    let product = (255 - ink) * black + 128
    let covered = ((product >> 8) + product) >> 8
    return UInt8(truncatingIfNeeded: black - covered)
  }
}
