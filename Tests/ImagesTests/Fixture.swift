import Foundation
import Images

/// Files beside the tests: pictures, and the pixels that they hold as `height × width × 3` bytes.
///
/// The pixels are Pillow's, or for what Pillow does not decode (16-bit greys, transparent samples of
/// other than 8 bits) computed from the samples that were stored.
enum Fixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
  }

  static func decoded(_ name: String) throws -> Image {
    try Image(decoding: bytes(name), name: name)
  }

  /// The picture that decoding a fixture has to give.
  static func expected(_ name: String, width: Int, height: Int) throws -> Image {
    let stem = name.prefix { $0 != "." }
    return Image(width: width, height: height, pixels: try bytes("\(stem).rgb"))
  }

  static let pngs = [
    "rgb-8", "rgb-8-interlaced", "rgb-8-gamma", "rgb-8-transparent", "rgb-16",
    "rgb-16-transparent", "rgba-8", "rgba-8-interlaced", "rgba-16-interlaced", "grey-1", "grey-2",
    "grey-4", "grey-4-transparent", "grey-8", "grey-16", "grey-alpha-8", "palette-1", "palette-2",
    "palette-4", "palette-4-transparent", "palette-8",
  ].map { $0 + ".png" }

  static let jpegs = [
    "ycc-444", "ycc-422", "ycc-420", "ycc-420-progressive", "ycc-420-restarts", "rgb", "grey",
    "cmyk", "ycck",
  ].map { $0 + ".jpg" }

  static let webps = ["lossy", "lossless", "lossy-alpha", "lossless-alpha"].map { $0 + ".webp" }
}

extension Image {
  /// A picture of which the red of each pixel is written as a letter, one line a row.
  init(letters lines: [String]) {
    let pixels = lines.joined().utf8.flatMap { letter -> [UInt8] in [letter, 0, 255] }
    self.init(width: lines.first?.count ?? 0, height: lines.count, pixels: pixels)
  }

  /// The letters again.
  var letters: [String] {
    (0..<height).map { row in
      String(
        decoding: (0..<width).map { pixels[(row * width + $0) * 3] }, as: UTF8.self)
    }
  }
}

/// The problem that decoding meets; `nil` where there is none.
func problem(decoding bytes: [UInt8]) -> ImageError.Problem? {
  do {
    _ = try Image(decoding: bytes, name: "it")
    return nil
  } catch {
    return error.problem
  }
}
