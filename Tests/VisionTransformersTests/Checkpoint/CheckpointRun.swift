import Checkpoints
import Foundation
import Images
import Tensors
import VisionTransformers

/// One run of a checkpoint on the golden picture, through everything that a person's own goes
/// through.
struct CheckpointRun {
  let checkpoint: Checkpoint
  let logits: [Float]

  /// Opens and runs a checkpoint.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - hints: What it does not tell.
  /// - Throws: What is wrong with the file or its model.
  init(_ path: String, hints: CheckpointHints = CheckpointHints()) throws {
    checkpoint = try Checkpoint(path: path, hints: hints)
    logits = try Self.logits(
      of: checkpoint.spec, checkpoint.parameters, checkpoint.spec.preprocessing)
  }

  /// The logits of a model on the golden picture's upper left corner as it is.
  static func logits(
    of spec: BackboneSpec, _ parameters: any ParameterSource,
    _ preprocessing: Preprocessing = .swin
  ) throws -> [Float] {
    let pool = ThreadPool(threads: 2)
    let pass = ForwardPass(try Backbone(spec, parameters: parameters, pool: pool), pool: pool)
    let picture = try Image.read(path: GoldenRun.folder.appending(path: "input-0.png").path)
      .corner(spec.input)
    pass.begin(try preprocessing.input(from: picture, size: spec.input, asIs: true).pixels)
    while pass.step() != nil {}
    return pass.logits
  }

  /// The largest difference from what is expected, in standard deviations of that.
  func deviation(from expected: [Float]) -> Float {
    guard logits.count == expected.count else { return .infinity }
    let mean = expected.reduce(0, +) / Float(expected.count)
    let variance = expected.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(expected.count)
    let largest = zip(logits, expected).map { abs($0 - $1) }.max() ?? .infinity
    return largest / variance.squareRoot()
  }
}

extension Image {
  fileprivate func corner(_ size: PixelSize) -> Image {
    let rows = (0..<size.height).map { row in
      pixels[row * width * 3..<(row * width + size.width) * 3]
    }
    return Image(width: size.width, height: size.height, pixels: rows.flatMap { Array($0) })
  }
}

/// Files that stand beside the tests.
enum CheckpointFixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")

  /// A file made with a library's own function.
  static func path(_ name: String) -> String { folder.appending(path: name).path }

  /// A file of the authors' code, kept beside the tests of file formats.
  static func golden(_ name: String) -> String {
    folder.appending(path: "../../../CheckpointsTests/Fixtures/\(name)").standardized.path
  }

  /// Logits by the name of a model.
  static func logits(in name: String) throws -> [String: [Float]] {
    try JSONDecoder().decode(
      [String: [Float]].self, from: Data(contentsOf: folder.appending(path: name)))
  }
}
