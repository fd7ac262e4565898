import Tensors
import Testing

@testable import VisionTransformers

/// Family, variant and sizes are read off names and shapes.
@Suite struct CheckpointVariantTests {
  /// Two names for one network are told apart by other things than shapes.
  private static let twins = ["vit-b16": "deit-b"]

  @Test(arguments: BackboneCatalog.names)
  func everyVariantIsReadOffItsTensors(name: String) throws {
    let spec = try BackboneCatalog.spec(named: name)
    let reading = try #require(ListedTensors(of: spec).reading())
    let model = try #require(reading.model)
    #expect(reading.problem == nil)
    #expect(model.spec.name == Self.twins[name] ?? name)
    #expect(model.spec.family == spec.family && model.spec.classes == 1000)
    #expect(model.spec.input == spec.input)
    #expect(model.report.isComplete && model.report.leftOver.isEmpty)
    for (found, expected) in zip(model.spec.stages, spec.stages) {
      #expect(found.grid == expected.grid && found.heads == expected.heads)
      #expect(found.width == expected.width && found.blocks.count == expected.blocks.count)
    }
    #expect(model.spec.stages.count == spec.stages.count)
  }

  static let dialects: [(String, NameDialect)] =
    SwinTransformer.dialects.map { ("swin-t", $0) }
    + VisionTransformer.dialects.map { ($0.name == "torchvision" ? "vit-b16" : "deit-ti", $0) }
    + TransformersNames.allCases.map {
      ("deit-ti-distilled", VisionTransformer.distilledTransformers($0))
    } + PyramidVisionTransformer.dialects.map { ("pvt-s", $0) }

  @Test(arguments: dialects)
  func everyDialectIsKnown(name: String, dialect: NameDialect) throws {
    let spec = try BackboneCatalog.spec(named: name)
    let file = try ListedTensors(of: spec, in: dialect)
    let reading = try #require(file.reading())
    #expect(reading.shapes.dialect.name == dialect.name)
    let model = try #require(reading.model)
    #expect(model.spec.name == name)
    #expect(model.report.isComplete && model.report.leftOver.isEmpty)
    #expect(model.report.matched == file.tensors.count)
  }

  @Test(arguments: [10, 21_841])
  func otherNumbersOfClassesAreRead(classes: Int) throws {
    let configuration = SwinTransformer.variants[0].configuration
    let spec = SwinTransformer.spec(
      configuration, name: "swin-t", input: PixelSize(square: 224), classes: classes)
    for dialect in SwinTransformer.dialects {
      let model = try #require(ListedTensors(of: spec, in: dialect).reading()?.model)
      #expect(model.spec.classes == classes && model.spec.name == "swin-t")
      #expect(model.report.isComplete)
    }
  }

  @Test func windowsOf12TakeLargerPictures() throws {
    let known = SwinTransformer.variants[2].configuration
    let spec = SwinTransformer.spec(
      SwinTransformer.Configuration(
        width: known.width, depths: known.depths, heads: known.heads, window: 12),
      name: "", input: PixelSize(square: 384))
    let model = try #require(ListedTensors(of: spec).reading()?.model)
    #expect(model.spec.name == "swin-b" && model.spec.input == PixelSize(square: 384))
    #expect(model.spec.stages.map(\.grid.rows) == [96, 48, 24, 12])
    #expect(model.spec.preprocessing.resize == .squash(PixelSize(square: 224)))
    #expect(model.report.isComplete)
  }

  @Test func masksTellTheSizeOfPictures() throws {
    let spec = try BackboneCatalog.spec(named: "swin-t")
    let file = try ListedTensors(of: spec).adding([
      "layers.0.blocks.1.attn_mask": [144, 49, 49]
    ])
    let model = try #require(file.reading()?.model)
    #expect(model.spec.input == PixelSize(square: 336))
    #expect(model.report.buffers == 1)
  }

  @Test func positionsTellTheSizeOfPictures() throws {
    let spec = try VisionTransformer.spec(
      VisionTransformer.Configuration(
        width: 768, heads: 12, trainingInput: PixelSize(square: 384)),
      name: "", input: PixelSize(square: 384))
    let model = try #require(ListedTensors(of: spec).reading()?.model)
    #expect(model.spec.name == "deit-b" && model.spec.input == PixelSize(square: 384))
  }

  @Test(arguments: [
    ("weights/vit_base_patch16_224.pth", "vit-b16"),
    ("weights/deit_base_patch16_224-b5f2ef4d.pth", "deit-b"),
    ("vit/deit.pth", "deit-b"),
    ("hub/models--google--vit-base-patch16-224/snapshots/abc/model.safetensors", "vit-b16"),
    ("hub/models--facebook--deit-base/snapshots/abc/model.safetensors", "deit-b"),
  ])
  func namesTellViTFromDeiT(path: String, name: String) throws {
    var hints = CheckpointHints()
    hints.path = path
    let file = try ListedTensors(of: BackboneCatalog.spec(named: "vit-b16"))
    let spec = try #require(file.reading(hints)?.model?.spec)
    #expect(spec.name == name)
    #expect(spec.preprocessing == (name == "deit-b" ? .deit : .vit))
    hints.configuration.names = ["vit_base_patch16_224"]
    #expect(file.reading(hints)?.model?.spec.name == "vit-b16")
    hints.model = "deit-b"
    #expect(file.reading(hints)?.model?.spec.name == "deit-b")
  }

  @Test(
    "ViT-L and ViT-H are no variants, and their heads are known",
    arguments: [(1024, 24), (1280, 32)])
  func headsOfLargerViTsAreKnown(width: Int, depth: Int) throws {
    let spec = try VisionTransformer.spec(
      VisionTransformer.Configuration(width: width, depth: depth, heads: 16), name: "",
      input: PixelSize(square: 224))
    let reading = try #require(ListedTensors(of: spec).reading())
    #expect(reading.problem == nil)
    #expect(reading.model?.spec.stages[0].heads == 16)
  }

  @Test(
    "torchvision's ViTs are prepared as there, and are no DeiTs whatever the file's name",
    arguments: [
      ("vit_b_16-c867db91.pth", "vit-b16", 768, 224, 256),
      ("model.pth", "vit-b16", 768, 224, 256),
      ("vit_l_16-852ce7e3.pth", nil, 1024, 224, 242),
      ("vit_b_16_lc_swag-4e70ced5.pth", "vit-b16", 768, 224, nil),
      ("fine-tuned.pth", "vit-b16", 768, 384, nil),
    ] as [(String, String?, Int, Int, Int?)])
  func torchvisionsViTsArePreparedAsThere(
    path: String, name: String?, width: Int, side: Int, shorterSide: Int?
  ) throws {
    let spec = try VisionTransformer.spec(
      VisionTransformer.Configuration(
        width: width, depth: width == 1024 ? 24 : 12, heads: width == 1024 ? 16 : 12,
        trainingInput: PixelSize(square: side)),
      name: "", input: PixelSize(square: side))
    var hints = CheckpointHints()
    hints.path = path
    let dialect = VisionTransformer.torchvision(mlp: ("0", "3"))
    let model = try #require(ListedTensors(of: spec, in: dialect).reading(hints)?.model?.spec)
    if let name { #expect(model.name == name) }
    let expected =
      shorterSide.map { Preprocessing(resize: .shorterSide($0), interpolation: .bilinear) }
      ?? Preprocessing(resize: .cropFraction(1))
    #expect(model.preprocessing == expected)
  }

  @Test func theNameOfTheLargeCSWinTellsItsSize() throws {
    var hints = CheckpointHints()
    hints.path = "cswin_base_384.pth"
    let file = try ListedTensors(of: BackboneCatalog.spec(named: "cswin-b"))
    let spec = try #require(file.reading(hints)?.model?.spec)
    #expect(spec.name == "cswin-b" && spec.input == PixelSize(square: 384))
    hints.input = PixelSize(square: 224)
    #expect(file.reading(hints)?.model?.spec.input == PixelSize(square: 224))
  }

  @Test func headsComeFromTensorsThenThePersonThenTheConfigurationThenTheVariant() throws {
    let swin = try ListedTensors(of: BackboneCatalog.spec(named: "swin-t"))
    let contradicted = swin.reading(CheckpointHints(heads: [3, 6, 12, 12]))
    #expect(
      contradicted?.problem?.description
        == "the heads given are 3,6,12,12, and the tensors tell 3,6,12,24")
    let cswin = try ListedTensors(of: BackboneCatalog.spec(named: "cswin-t"))
    func heads(_ hints: CheckpointHints) -> [Int]? {
      cswin.reading(hints)?.model?.spec.stages.map(\.heads)
    }
    #expect(heads(CheckpointHints()) == [2, 4, 8, 16])
    var hints = CheckpointHints()
    hints.configuration.heads = [4, 4, 8, 16]
    #expect(heads(hints) == [4, 4, 8, 16])
    hints.heads = [8, 8, 8, 8]
    #expect(heads(hints) == [8, 8, 8, 8])
    hints.heads = [8, 8]
    #expect(
      cswin.reading(hints)?.problem?.description
        == "2 numbers of heads for a model of 4 stages")
    hints.heads = [2, 4, 8, 48]
    #expect(
      cswin.reading(hints)?.problem?.description == "512 channels cannot be shared by 48 heads")
  }

  @Test func paleCountsHeadsOfBothHalves() throws {
    let spec = try PaleTransformer.spec(
      PaleTransformer.Configuration(width: 16, depths: [1, 1, 1, 1], heads: [1, 1, 2, 2]),
      name: "", input: PixelSize(square: 224))
    let file = try ListedTensors(of: spec)
    #expect(file.reading()?.problem?.description.contains("--heads") == true)
    let model = file.reading(CheckpointHints(heads: [2, 2, 4, 4]))?.model
    #expect(model?.spec.stages.map(\.heads) == [2, 2, 4, 4])
    let odd = file.reading(CheckpointHints(heads: [1, 2, 4, 4]))
    #expect(
      odd?.problem?.description
        == "1,2,4,4 heads cannot be shared by rows and columns: expected even numbers")
  }
}
