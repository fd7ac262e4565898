import Images
import Tensors
import Testing
import VisionTransformers

/// Compares other variants, seeds, pictures and sizes than ``GoldenTests`` with what the reference
/// implementations answer, attention rows included.
@Suite struct VariationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var file: String
    var model: String
    var seed: UInt64
    var input: PixelSize
    /// What parameters are multiplied by, by the end of their names.
    var factors: [String: Float] = [:]
    /// Attention rows in the file.
    var rows: Int
    var testDescription: String { "\(file), seed \(seed), \(input)" }
  }

  /// Small additions in each block and small scores, so that rounding decides nothing.
  private static let damping: [String: Float] = [
    "attn.to_qkv.weight": 0.5, "attn.proj.weight": 0.25, "local.weight": 0.25,
    "mlp.fc2.weight": 0.25,
  ]

  static let cases = [
    Case(
      file: "deit-ti-distilled", model: "deit-ti-distilled", seed: 3,
      input: PixelSize(height: 256, width: 192), rows: 7),
    Case(
      file: "swin-t-padded", model: "swin-t", seed: 8, input: PixelSize(height: 238, width: 250),
      rows: 6),
    Case(
      file: "pvt-s", model: "pvt-s", seed: 5, input: PixelSize(height: 160, width: 128), rows: 9),
    Case(file: "msg-s", model: "msg-s", seed: 2, input: PixelSize(square: 224), rows: 9),
    Case(
      file: "shuffle-t-damped", model: "shuffle-t", seed: 0, input: PixelSize(square: 224),
      factors: damping, rows: 10),
    Case(
      file: "shuffle-s", model: "shuffle-s", seed: 4, input: PixelSize(square: 224),
      factors: damping, rows: 10),
    Case(
      file: "cswin-t-384", model: "cswin-t", seed: 2, input: PixelSize(square: 384), rows: 9),
    Case(
      file: "boat-cswin-s", model: "boat-cswin-s", seed: 12, input: PixelSize(square: 224),
      rows: 10),
    Case(
      file: "axial50s", model: "axial50s", seed: 6, input: PixelSize(square: 224), rows: 8),
    Case(
      file: "dat-t-448", model: "dat-t", seed: 6, input: PixelSize(square: 448), rows: 8),
  ]

  @Test(arguments: cases)
  func blocksLogitsAndAttentionRowsEqualTheReference(_ golden: Case) throws {
    let run = try run(golden)
    #expect(run.blocks.indices.allSatisfy { run.file.contains("blocks.\($0).value") })
    if try run.expectEqualBlocks() { try run.expectEqualLogits() }
    #expect(try run.expectEqualRows() == golden.rows)
  }

  func run(_ golden: Case) throws -> GoldenRun {
    try GoldenRun(
      file: golden.file,
      BackboneCatalog.spec(named: golden.model, input: golden.input),
      ScaledParameters(source: SeededParameters(seed: golden.seed), factors: golden.factors),
      picture: picture(golden.input))
  }

  /// A picture by a formula: `(3x² + 5y² + xy (c + 2) + 17c + 31x + 7y) mod 251`.
  private func picture(_ size: PixelSize) -> Image {
    var pixels: [UInt8] = []
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (squares, line) = (3 * x * x + 5 * y * y, 31 * x + 7 * y)
        for c in 0..<3 {
          pixels.append(UInt8((squares + x * y * (c + 2) + 17 * c + line) % 251))
        }
      }
    }
    return Image(width: size.width, height: size.height, pixels: pixels)
  }
}
