import CKernels

/// Parameters made from a seed and a name: the same on every machine, with no file.
///
/// Every number follows from the seed, the parameter's published name, and its place: FNV-1a of the
/// name starts a SplitMix64 sequence. The last part of the name says how the numbers are scaled, so
/// that signals keep their size through a network of any depth.
public enum SeededNumbers {
  public static func tensor(named name: String, shape: Shape, seed: UInt64) -> Tensor {
    Tensor(numbers(0..<shape.count, named: name, shape: shape, seed: seed), shape: shape)
  }

  /// Some of a parameter's numbers, by their places in the whole.
  public static func numbers(
    _ places: Range<Int>, named name: String, shape: Shape, seed: UInt64
  ) -> [Float] {
    let (offset, scale) = range(ofParameter: name, shape: shape)
    let state = fnv1a64(name.utf8) ^ (seed &* 0x9E37_79B9_7F4A_7C15)
    return unsafe [Float](unsafeUninitializedCapacity: places.count) { numbers, filled in
      filled = places.count
      guard let start = numbers.baseAddress else { return }
      unsafe ck_seeded(state, UInt64(places.lowerBound), places.count, offset, scale, start)
    }
  }

  /// The middle of a parameter's numbers, and how far they go from it.
  private static func range(
    ofParameter name: String, shape: Shape
  ) -> (offset: Double, scale: Double) {
    switch name.split(separator: ".").last {
    case "running_mean": (0, 0.2)
    case "running_var": (1, 0.5)
    case "weight" where shape.extents.count >= 2:
      (0, (3 / Double(shape.count / shape.extents[0])).squareRoot())
    case "weight": (1, 0.1)
    case "bias": (0, 0.1)
    default: (0, 0.5)
    }
  }

  /// The Fowler–Noll–Vo hash of some bytes, 64 bits, variant 1a.
  static func fnv1a64(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
