extension Reference {
  /// Element `index` of a seeded tensor before scaling, in -1 ..< 1.
  static func seededNumber(state: UInt64, index: Int) -> Double {
    var z = state &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return 2 * (Double(z >> 11) * 0x1p-53) - 1
  }
}
