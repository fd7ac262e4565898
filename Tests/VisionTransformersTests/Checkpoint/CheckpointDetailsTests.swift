import Tensors
import Testing

@testable import VisionTransformers

/// Models whose MLPs are not four times as wide and whose queries, keys and values have no biases, as
/// the published codes make them with `mlp_ratio=2.5, qkv_bias=False`.
@Suite struct CheckpointDetailsTests {
  struct Case: CustomTestStringConvertible {
    var spec: BackboneSpec
    var heads: [Int]?
    /// What parameters are multiplied by, by the end of their names.
    var factors: [String: Float] = [:]

    var testDescription: String { spec.family }
  }

  /// Small additions in each block, so that rounding decides nothing.
  private static let damping: [String: Float] = [
    "attn.to_qkv.weight": 0.5, "attn.proj.weight": 0.25, "local.weight": 0.25,
    "mlp.fc2.weight": 0.25,
  ]

  static func cases() throws -> [Case] {
    let input = PixelSize(square: 224)
    let depths = [1, 2, 1, 1]
    let swin = SwinTransformer.Configuration(width: 8, depths: [2, 2, 2, 1], heads: [1, 2, 4, 8])
    let cswin = CSWinTransformer.Configuration(
      width: 16, depths: [1, 1, 2, 1], heads: [2, 2, 4, 8])
    return [
      Case(spec: SwinTransformer.spec(swin, name: "", input: input, classes: 10)),
      Case(spec: try BOATSwinTransformer.spec(swin, name: "", input: input, classes: 10)),
      Case(
        spec: try CSWinTransformer.spec(cswin, name: "", input: input, classes: 10),
        heads: cswin.heads),
      Case(
        spec: try BOATCSWinTransformer.spec(cswin, name: "", input: input, classes: 10),
        heads: cswin.heads),
      Case(
        spec: try PyramidVisionTransformer.spec(
          .init(depths: depths, widths: [8, 12, 16, 20], heads: [1, 2, 2, 4]), name: "",
          input: input, classes: 10),
        heads: [1, 2, 2, 4]),
      Case(
        spec: try MessengerTransformer.spec(
          .init(width: 16, depths: depths, heads: [1, 2, 2, 4]), name: "", input: input,
          classes: 10)),
      Case(
        spec: try ShuffleTransformer.spec(
          .init(depths: [2, 2, 2, 2], heads: [1, 2, 4, 8], stemWidth: 12), name: "", input: input,
          classes: 10),
        factors: damping),
      Case(
        spec: try PaleTransformer.spec(
          .init(width: 8, depths: [1, 1, 2, 1], heads: [1, 1, 2, 2]), name: "", input: input,
          classes: 10),
        heads: [2, 2, 4, 4]),
      Case(
        spec: try VisionTransformer.spec(
          .init(width: 16, depth: 2, heads: 2), name: "", input: input, classes: 10),
        heads: [2]),
    ]
  }

  @Test("They give the logits of the published code", arguments: try cases())
  func logitsAreThoseOfTheReference(it: Case) throws {
    let spec = it.spec.with(mlpRatio: 2.5, hasBias: false)
    let folder = try CheckpointFolder()
    let path = try folder.write(
      spec, ScaledParameters(source: SeededParameters(seed: 3), factors: it.factors))
    let run = try CheckpointRun(path, hints: CheckpointHints(heads: it.heads))
    let expected = try #require(CheckpointFixture.logits(in: "detail-logits.json")[it.spec.family])
    #expect(run.deviation(from: expected) <= 1e-4)
    #expect(run.checkpoint.spec.name.hasSuffix(", mlp ratio 2.5, no qkv bias)"))
  }

  static let dialects: [(String, NameDialect)] =
    SwinTransformer.dialects.map { ("swin-t", $0) }
    + VisionTransformer.dialects.map { ($0.name == "torchvision" ? "vit-b16" : "deit-ti", $0) }

  @Test("They are known under the names of every library", arguments: dialects)
  func everyDialectTellsThem(name: String, dialect: NameDialect) throws {
    let published = try BackboneCatalog.spec(named: name)
    let file = try ListedTensors(of: published.with(mlpRatio: 3, hasBias: false), in: dialect)
    let model = try #require(file.reading()?.model)
    #expect(model.spec.name == "\(name) (mlp ratio 3, no qkv bias)")
    #expect(model.report.isComplete && model.report.leftOver.isEmpty)
    let biased = try ListedTensors(of: published.with(mlpRatio: 4, hasBias: true), in: dialect)
    #expect(biased.reading()?.model?.spec.name == name)
  }

  @Test("Each stage may have a ratio of its own")
  func stagesDiffer() throws {
    var spec = try BackboneCatalog.spec(named: "swin-t")
    for (stage, ratio) in [2, 3, 4, 4.5].enumerated() {
      spec.stages[stage] = spec.with(mlpRatio: ratio, hasBias: true).stages[stage]
    }
    let model = try #require(ListedTensors(of: spec).reading()?.model)
    #expect(model.spec.name == "swin-t (mlp ratio 2/3/4/4.5)")
    #expect(model.report.isComplete)
  }

  @Test("One tensor of another shape, or one missing bias, is damage and no other model")
  func damageIsNotTaken() throws {
    let file = try ListedTensors(of: BackboneCatalog.spec(named: "swin-t"))
    let odd = "layers.2.blocks.3.mlp.fc1.weight"
    let mismatched = file.changing { name, shape in name == odd ? [100, 384] : shape }
    #expect(mismatched.reading()?.model?.spec.name == "swin-t")
    #expect(mismatched.reading()?.model?.report.mismatched.map(\.name) == [odd])
    let bias = "layers.1.blocks.0.attn.qkv.bias"
    let missing = file.changing { name, shape in name == bias ? nil : shape }
    #expect(missing.reading()?.model?.report.missing == [bias])
  }

  @Test("The epsilon of transformers' configuration holds for its own files")
  func epsilonsAreTaken() throws {
    var hints = CheckpointHints()
    hints.configuration.normEpsilon = 1e-3
    let spec = try BackboneCatalog.spec(named: "swin-t")
    for dialect in SwinTransformer.dialects {
      let model = try #require(ListedTensors(of: spec, in: dialect).reading(hints)?.model?.spec)
      let epsilon: Float = dialect.isTransformers ? 1e-3 : 1e-5
      #expect(model.head.norm?.epsilon == epsilon)
      for sublayer in model.stages[1].blocks[1].sublayers {
        let norm =
          (sublayer as? MultiHeadAttentionSpec)?.norm ?? (sublayer as? FeedForwardSpec)?.norm
        #expect(norm?.epsilon == epsilon)
      }
    }
  }
}

extension BackboneSpec {
  /// The same with other MLPs, and with or without the biases that `qkv_bias` stands for.
  fileprivate func with(mlpRatio: Double, hasBias: Bool) -> BackboneSpec {
    var spec = self
    for address in addresses {
      let width = Double(stages[address.stage].width)
      spec.stages[address.stage].blocks[address.block].sublayers = self[address].sublayers.map {
        switch $0 {
        case var layer as FeedForwardSpec:
          layer.hidden = Int(width * mlpRatio)
          return layer
        case var layer as MultiHeadAttentionSpec:
          if case .pointwise = layer.projection.form { return layer }
          layer.projection.hasBias = hasBias
          return layer
        case var layer as FeatureSpaceLocalAttentionSpec:
          layer.hasBias = hasBias
          return layer
        case var layer as NeighborWindowConnectionSpec:
          layer.hasBias = hasBias
          return layer
        default: return $0
        }
      }
    }
    return spec
  }
}
