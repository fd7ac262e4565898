import Checkpoints
import Tensors
import Testing

@testable import VisionTransformers

/// What a file lacks, has in another shape, or has too much.
@Suite struct CheckpointFitTests {
  static let swin = SwinTransformer.spec(
    SwinTransformer.Configuration(width: 16, depths: [2, 1], heads: [1, 2]),
    name: "", input: PixelSize(square: 224), classes: 10)

  /// Any one tensor may be missing or wrong, and the model is still known.
  @Test(
    "A model inside of something larger is found below the names that begin alike",
    arguments: ["model.", "net.", "net.backbone.", "student.module.backbone."])
  func modelsInsideOfOthersAreFound(prefix: String) throws {
    for name in ["swin-t", "deit-ti", "cswin-t"] {
      let spec = try BackboneCatalog.spec(named: name)
      let alone = try ListedTensors(of: spec)
      let file = ListedTensors(
        alone.tensors.map { (prefix + $0.name, $0.shape) } + [("criterion.center", [3])])
      let model = try #require(file.reading()?.model)
      #expect(model.spec.name == name && model.report.isComplete)
      #expect(model.report.leftOver == ["criterion.center"])
      let last = prefix + (alone.tensors.last?.name ?? "")
      let holed = file.changing { $0 == last ? nil : $1 }
      #expect(holed.reading()?.model?.report.missing == [last])
    }
  }

  @Test(arguments: SwinTransformer.dialects)
  func anyMissingTensorIsNamed(dialect: NameDialect) throws {
    let whole = try ListedTensors(of: Self.swin, in: dialect)
    for tensor in whole.tensors {
      let file = whole.changing { $0 == tensor.name ? nil : $1 }
      let report = try #require(file.reading()?.model?.report, "\(tensor.name)")
      #expect(report.missing == [tensor.name])
      #expect(report.mismatched.isEmpty && report.leftOver.isEmpty && !report.isComplete)
      #expect(report.matched == whole.tensors.count - 1)
    }
  }

  @Test(arguments: SwinTransformer.dialects)
  func anyTensorOfAnotherShapeIsNamedWithBothShapes(dialect: NameDialect) throws {
    let whole = try ListedTensors(of: Self.swin, in: dialect)
    for tensor in whole.tensors where !tensor.name.contains(/head|classifier/) {
      let wrong = Shape([tensor.shape.extents[0] + 1] + tensor.shape.extents.dropFirst())
      let file = whole.changing { $0 == tensor.name ? wrong : $1 }
      let report = try #require(file.reading()?.model?.report, "\(tensor.name)")
      #expect(
        report.mismatched == [
          .init(name: tensor.name, expected: tensor.shape, found: wrong)
        ])
      #expect(report.missing.isEmpty && report.leftOver.isEmpty && !report.isComplete)
    }
  }

  @Test func aTensorOfIntegersIsNamedWithItsType() throws {
    let whole = try ListedTensors(of: Self.swin)
    let file = ListedTensors(
      described: whole.tensors.map {
        $0.name == "norm.bias"
          ? TensorDescription(name: $0.name, dtype: .i64, shape: $0.shape) : $0
      })
    let report = try #require(file.reading()?.model?.report)
    #expect(!report.isComplete && report.mismatched.count == 1)
    #expect(
      report.mismatched.first?.description
        == "norm.bias is of I64, expected F32, F16, BF16 or F64")
  }

  /// One of several files that an index ties together holds the beginning of a model.
  @Test func aPartOfAModelLacksTheRest() throws {
    let folder = CheckpointFixture.path("transformers-swin")
    let whole = try Checkpoint(path: "\(folder)/model.safetensors.index.json")
    let part = try CheckpointInspection(path: "\(folder)/model-00001-of-00002.safetensors")
    let report = try #require(part.report)
    #expect(part.variant == whole.spec.name && report.matched == part.tensors.count)
    #expect(report.missing.count == whole.report.matched - part.tensors.count)
  }

  @Test func aModelWithoutClassifierLacksIt() throws {
    let file = try ListedTensors(of: Self.swin).changing { $0.hasPrefix("head.") ? nil : $1 }
    #expect(file.reading()?.model?.report.missing == ["head.weight", "head.bias"])
    let bare = try ListedTensors(
      of: Self.swin, in: SwinTransformer.transformers(prefix: "", .earlier)
    ).changing { $0.hasPrefix("classifier") ? nil : $1 }
    #expect(
      bare.reading()?.model?.report.missing == ["classifier.weight", "classifier.bias"])
  }

  @Test func whatNobodyAsksForIsLeftOver() throws {
    let file = try ListedTensors(of: Self.swin).adding([
      "mask_token": [1, 1, 16], "layers.0.blocks.0.attn.relative_position_index": [49, 49],
      "layers.0.blocks.0.total_ops": [1],
    ])
    let report = try #require(file.reading()?.model?.report)
    #expect(report.leftOver == ["mask_token"] && report.foreign.isEmpty && report.buffers == 2)
    #expect(report.isComplete)
  }

  /// A network with more in it than is built here would give other answers.
  @Test(arguments: [
    "absolute_pos_embed", "layers.0.blocks.0.gamma_1", "layers.0.blocks.2.norm1.weight2",
    "layers.4.blocks.0.extra",
  ])
  func aPartThatIsNotBuiltIsForeign(name: String) throws {
    let file = try ListedTensors(of: Self.swin).adding([name: [16]])
    let report = try #require(file.reading()?.model?.report)
    #expect(report.leftOver == [name] && report.foreign == [name] && !report.isComplete)
  }

  @Test func aViTWithRegistersIsAnother() throws {
    let file = try ListedTensors(of: BackboneCatalog.spec(named: "vit-b16"))
      .adding(["reg_token": [1, 4, 768]])
    #expect(file.reading()?.model?.report.foreign == ["reg_token"])
  }

  @Test func whatIsNoModelIsNotTakenForOne() {
    let file = ListedTensors([("conv1.weight", [64, 3, 7, 7]), ("fc.weight", [10, 64])])
    #expect(file.reading() == nil)
  }

  @Test func sizesThatTheFileCannotHoldAreRefused() throws {
    let block = "layers.0.blocks.0"
    let file = ListedTensors([
      ("patch_embed.proj.weight", [1_000_000, 1, 1, 1]), ("patch_embed.norm.weight", [1_000_000]),
      ("\(block).norm1.weight", [1_000_000]), ("\(block).norm2.weight", [1_000_000]),
      ("\(block).attn.relative_position_bias_table", [169, 1]),
      ("\(block).attn.qkv.weight", [3, 1]),
    ])
    let reading = try #require(file.reading())
    #expect(reading.model == nil)
    #expect(
      reading.problem?.description
        == "1 blocks of 1000000 channels are more than the file can hold")
  }

  @Test func extentsBeyondAllSensePutNobodyOff() throws {
    let whole = try ListedTensors(of: Self.swin)
    let huge = Shape([.max, .max])
    let file = whole.changing { $0 == "layers.1.blocks.0.attn.qkv.weight" ? huge : $1 }
    #expect(file.reading()?.model?.report.mismatched.first?.found == huge)
  }
}
