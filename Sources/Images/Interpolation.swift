/// How pixels are interpolated when a picture is resized.
public enum Interpolation: String, Hashable, Sendable {
  case bilinear
  case bicubic

  /// How far the kernel reaches to each side, in pixels of the larger scale.
  var support: Double {
    switch self {
    case .bilinear: 1
    case .bicubic: 2
    }
  }

  /// The kernel's height at a distance.
  ///
  /// Bicubic is Keys's with a = −0.5. Both are in the order of operations that Pillow has, on which
  /// the last bit depends.
  func weight(at distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .bilinear:
      return x < 1 ? 1 - x : 0
    case .bicubic:
      let a = -0.5
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
      return 0
    }
  }
}
