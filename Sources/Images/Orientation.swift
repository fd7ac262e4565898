/// How a stored picture is to be turned to stand upright: EXIF's tag 0x0112.
enum Orientation: Int, CaseIterable {
  case upright = 1
  case mirroredLeftRight, upsideDown, mirroredTopBottom
  /// Rows of the picture are stored as columns: reflected over the main diagonal.
  case transposed
  /// To be turned clockwise by a quarter.
  case onItsLeftSide
  /// Reflected over the other diagonal.
  case transversed
  /// To be turned counterclockwise by a quarter.
  case onItsRightSide

  /// The orientation in an EXIF block, which is a small TIFF file; upright where it says nothing
  /// that makes sense.
  init(exif: ArraySlice<UInt8>?) {
    self = exif.flatMap { Self.read([UInt8]($0)) } ?? .upright
  }

  private static func read(_ tiff: [UInt8]) -> Orientation? {
    let isLittle = tiff.has("II", at: 0)
    guard isLittle || tiff.has("MM", at: 0) else { return nil }
    func short(_ offset: Int) -> Int? {
      isLittle ? tiff.littleEndian16(at: offset) : tiff.bigEndian16(at: offset)
    }
    func long(_ offset: Int) -> Int? {
      isLittle ? tiff.littleEndian32(at: offset) : tiff.bigEndian32(at: offset)
    }
    guard short(2) == 42, let directory = long(4), let count = short(directory) else { return nil }
    for entry in 0..<count {
      let start = directory + 2 + 12 * entry
      guard let tag = short(start), let type = short(start + 2) else { return nil }
      guard tag == 0x0112 else { continue }
      let value = type == 3 ? short(start + 8) : type == 4 ? long(start + 8) : nil
      return value.flatMap(Orientation.init(rawValue:))
    }
    return nil
  }
}
