import Foundation
import Testing
import VisionTransformers

/// Files that PyTorch, timm, torchvision, transformers and safetensors wrote with functions of their
/// own give the logits that their models gave there.
@Suite struct SavedCheckpointTests {
  struct Case: CustomTestStringConvertible {
    var file: String
    /// Its name among the expected logits.
    var model: String
    var heads: [Int]?
    var dialect: String

    var testDescription: String { file }
  }

  static let golden = [
    Case(file: "swin-micro.official.pth", model: "swin-micro", dialect: "official"),
    Case(file: "swin-micro.legacy.pth", model: "swin-micro", dialect: "official"),
    Case(file: "swin-micro.timm.safetensors", model: "swin-micro", dialect: "timm"),
    Case(file: "swin-micro.timm.f16.safetensors", model: "swin-micro.f16", dialect: "timm"),
    Case(file: "swin-micro.timm.bf16.safetensors", model: "swin-micro.bf16", dialect: "timm"),
    Case(file: "boat-swin-micro.pth", model: "boat-swin-micro", dialect: "official"),
    Case(
      file: "cswin-micro.ema.pth.tar", model: "cswin-micro", heads: [2, 2, 4, 8],
      dialect: "official"),
    Case(file: "vit-micro.timm.safetensors", model: "vit-micro", heads: [2], dialect: "official"),
  ]

  static let saved = [
    Case(file: "timm-swin/model.safetensors", model: "timm-swin", dialect: "timm"),
    Case(file: "timm-swin-64.pth", model: "timm-swin-64", dialect: "timm"),
    Case(file: "timm-vit/model.safetensors", model: "timm-vit", dialect: "official"),
    Case(
      file: "timm-deit-distilled/pytorch_model.bin", model: "timm-deit-distilled",
      dialect: "official"),
    Case(file: "torchvision-swin.pth", model: "torchvision-swin", dialect: "torchvision"),
    Case(
      file: "torchvision-vit.pth", model: "torchvision-vit", heads: [3], dialect: "torchvision"),
    Case(
      file: "transformers-swin/model.safetensors.index.json", model: "transformers-swin",
      dialect: "transformers"),
    Case(
      file: "transformers-vit/model.safetensors", model: "transformers-vit",
      dialect: "transformers"),
    Case(
      file: "transformers-deit/model.safetensors", model: "transformers-deit",
      dialect: "transformers"),
    Case(
      file: "transformers-deit-distilled/model.safetensors", model: "transformers-deit-distilled",
      dialect: "transformers"),
    Case(
      file: "transformers-pvt/model.safetensors", model: "transformers-pvt",
      dialect: "transformers"),
  ]

  @Test(arguments: golden)
  func filesOfTheAuthorsGiveTheirLogits(it: Case) throws {
    try compare(it, at: CheckpointFixture.golden(it.file), with: "golden-logits.json")
  }

  @Test(arguments: saved)
  func filesOfLibrariesGiveTheirLogits(it: Case) throws {
    try compare(it, at: CheckpointFixture.path(it.file), with: "expected-logits.json")
  }

  private func compare(_ it: Case, at path: String, with logits: String) throws {
    let run = try CheckpointRun(path, hints: CheckpointHints(heads: it.heads))
    let expected = try #require(CheckpointFixture.logits(in: logits)[it.model])
    #expect(run.deviation(from: expected) <= 1e-4)
    #expect(run.checkpoint.dialect == it.dialect)
    #expect(run.checkpoint.report.isComplete && run.checkpoint.report.leftOver.isEmpty)
  }

  @Test func halfPrecisionsDiffer() throws {
    let logits = try CheckpointFixture.logits(in: "golden-logits.json")
    let whole = try #require(logits["swin-micro"])
    for type in ["f16", "bf16"] {
      let run = try CheckpointRun(
        CheckpointFixture.golden("swin-micro.timm.\(type).safetensors"))
      #expect(run.deviation(from: whole) > 1e-4)
    }
  }

  @Test(arguments: [
    (
      "cswin-micro.ema.pth.tar",
      "--heads N,N,N,N, in the explorer with :weights FILE N,N,N,N, one number for each of the 4 "
        + "stages"
    ),
    ("vit-micro.timm.safetensors", "--heads N, in the explorer with :weights FILE N"),
  ])
  func headsThatNothingTellsAreAskedFor(file: String, count: String) throws {
    let inspection = try CheckpointInspection(path: CheckpointFixture.golden(file))
    #expect(inspection.checkpoint == nil)
    #expect(inspection.objection?.hasSuffix("say it with \(count)") == true)
    #expect(inspection.report?.isComplete == true)
    #expect(inspection.variant != nil)
  }

  @Test func buffersAreCountedApart() throws {
    let official = try Checkpoint(path: CheckpointFixture.golden("swin-micro.official.pth"))
    #expect(official.report.matched == 108 && official.report.buffers == 10)
    let torchvision = try Checkpoint(path: CheckpointFixture.path("torchvision-swin.pth"))
    #expect(torchvision.report.matched == 63 && torchvision.report.buffers == 4)
  }

  @Test func aTrainingCheckpointNamesWhatItAlsoHolds() throws {
    let inspection = try CheckpointInspection(
      path: CheckpointFixture.golden("cswin-micro.ema.pth.tar"))
    #expect(inspection.opaque == ["argparse.Namespace"])
    #expect(inspection.ranCodeWarning == nil)
  }

  @Test func classesAreNamedAsTheConfigurationHasThem() throws {
    let names = [
      "hawk", "trout", "fig", "barge", "lute", "anvil", "moss", "comet", "plinth", "quilt",
    ]
    for file in ["timm-swin/model.safetensors", "transformers-vit/model.safetensors"] {
      #expect(try Checkpoint(path: CheckpointFixture.path(file)).labels == names)
    }
    #expect(
      try Checkpoint(path: CheckpointFixture.path("timm-vit/model.safetensors")).labels == nil)
  }

  @Test(arguments: [
    (
      "timm-vit/model.safetensors",
      Preprocessing(
        resize: .cropFraction(0.9), mean: [0.5, 0.5, 0.5], standardDeviation: [0.5, 0.5, 0.5])
    ),
    ("timm-swin/model.safetensors", Preprocessing(resize: .cropFraction(0.9))),
    (
      "transformers-swin/model.safetensors.index.json",
      Preprocessing(resize: .squash(PixelSize(square: 224)))
    ),
    (
      "transformers-vit/model.safetensors",
      Preprocessing(
        resize: .squash(PixelSize(square: 224)), interpolation: .bilinear, mean: [0.5, 0.5, 0.5],
        standardDeviation: [0.5, 0.5, 0.5])
    ),
    (
      "transformers-deit-distilled/model.safetensors",
      Preprocessing(resize: .squash(PixelSize(square: 256)))
    ),
    ("torchvision-swin.pth", Preprocessing(resize: .shorterSide(232))),
  ])
  func picturesArePreparedAsThere(file: String, expected: Preprocessing) throws {
    let spec = try Checkpoint(path: CheckpointFixture.path(file)).spec
    #expect(spec.preprocessing == expected)
    #expect(spec.input == PixelSize(square: 224))
  }
}
