import Testing
import VisionTransformers

/// Small models of the families that no library saves: their parameters go into a file, and come
/// back out of it as the same model.
@Suite struct SeededCheckpointTests {
  struct Case: CustomTestStringConvertible {
    var spec: BackboneSpec
    var heads: [Int]?

    var testDescription: String { spec.family }
  }

  static let input = PixelSize(square: 224)

  static func cases() throws -> [Case] {
    let depths = [1, 2, 1, 1]
    let cswin = CSWinTransformer.Configuration(width: 16, depths: depths, heads: [2, 2, 4, 4])
    let swin = SwinTransformer.Configuration(width: 8, depths: [2, 2, 2, 1], heads: [1, 2, 4, 8])
    return [
      Case(
        spec: try PaleTransformer.spec(
          .init(width: 8, depths: depths, heads: [1, 1, 2, 2]), name: "", input: input, classes: 5),
        heads: [2, 2, 4, 4]),
      Case(
        spec: try CSWinTransformer.spec(cswin, name: "", input: input, classes: 5),
        heads: [2, 2, 4, 4]),
      Case(
        spec: try BOATCSWinTransformer.spec(cswin, name: "", input: input, classes: 5),
        heads: [2, 2, 4, 4]),
      Case(spec: try BOATSwinTransformer.spec(swin, name: "", input: input, classes: 5)),
      Case(
        spec: try PyramidVisionTransformer.spec(
          .init(
            depths: depths, widths: [8, 12, 16, 20], heads: [1, 2, 2, 4], expansions: [4, 3, 2, 4]),
          name: "", input: input, classes: 5),
        heads: [1, 2, 2, 4]),
      Case(
        spec: try MessengerTransformer.spec(
          .init(width: 16, depths: depths, heads: [1, 2, 2, 4]), name: "", input: input, classes: 5)
      ),
      Case(
        spec: try ShuffleTransformer.spec(
          .init(depths: [2, 2, 2, 2], heads: [1, 1, 2, 2], stemWidth: 12), name: "", input: input,
          classes: 5)),
      Case(
        spec: try DeformableAttentionTransformer.spec(
          .init(
            width: 8, depths: [2, 2, 2, 2], heads: [1, 2, 4, 8], groups: [nil, nil, 2, 4]),
          name: "", input: input, classes: 5)),
      Case(
        spec: AxialDeepLab.spec(
          .init(width: 16, depths: depths, heads: 4), name: "", input: input, classes: 5)),
    ]
  }

  @Test(arguments: try cases())
  func whatIsWrittenIsRead(it: Case) throws {
    let folder = try CheckpointFolder()
    let seeded = SeededParameters(seed: 3)
    let path = try folder.write(it.spec, seeded)
    let run = try CheckpointRun(path, hints: CheckpointHints(heads: it.heads))
    #expect(run.checkpoint.spec.family == it.spec.family)
    #expect(run.checkpoint.report.isComplete && run.checkpoint.report.leftOver.isEmpty)
    #expect(run.checkpoint.spec.input == it.spec.input)
    #expect(try run.logits == CheckpointRun.logits(of: it.spec, seeded))
    #expect(Set(run.logits).count == 5)
  }
}
