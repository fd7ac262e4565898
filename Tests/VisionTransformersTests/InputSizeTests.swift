import Testing
import VisionTransformers

/// Which pictures a family takes, and what is said of those it does not.
@Suite struct InputSizeTests {
  @Test(arguments: [
    ("deit-ti", 225, 224, "pixels of height", 225, 16, [224, 240]),
    ("vit-b32", 224, 240, "pixels of width", 240, 32, [224, 256]),
    ("deit-s", 8, 16, "pixels of height", 8, 16, [16]),
    ("pvt-ti", 224, 200, "pixels of width", 200, 32, [192, 224]),
    ("msg-t", 384, 384, "pixels of height", 384, 224, [224, 448]),
    ("shuffle-t", 224, 256, "pixels of width", 256, 224, [224, 448]),
    ("dat-s", 384, 384, "pixels of height", 384, 224, [224, 448]),
  ])
  func aPictureThatDoesNotDivideIsRefusedWithTheNearestThatDoes(
    _ model: String, _ height: Int, _ width: Int, _ axis: String, _ extent: Int, _ unit: Int,
    _ nearest: [Int]
  ) {
    let error = ModelError.indivisible(axis: axis, extent: extent, by: unit, nearest: nearest)
    #expect(throws: error) {
      try BackboneCatalog.spec(named: model, input: PixelSize(height: height, width: width))
    }
  }

  @Test(arguments: [
    (
      "cswin-t", 300, 300,
      "cswin-t does not take 300×300 pixels, as 19 rows cannot be split into groups of 7: "
        + "use 224×224 or 336×336"
    ),
    (
      "cswin-b", 360, 360,
      "cswin-b does not take 360×360 pixels, as 45 rows cannot be split into groups of 2: "
        + "use 336×336 or 384×384"
    ),
    (
      "cswin-s", 384, 224,
      "cswin-s does not take 384×224 pixels, as 24 rows cannot be split into groups of 7: "
        + "use 336×224 or 448×224"
    ),
    (
      "boat-swin-t", 384, 384,
      "boat-swin-t does not take 384×384 pixels, as 9216 tokens cannot be halved into clusters of "
        + "49: use 224×224 or 448×448"
    ),
    (
      "boat-cswin-t", 336, 224,
      "boat-cswin-t does not take 336×224 pixels, as 4704 tokens cannot be halved into clusters of "
        + "49: use 224×224 or 448×224"
    ),
    (
      "pale-t", 64, 64,
      "pale-t does not take 64×64 pixels, as 16 rows cannot be split into groups of 7: use 224×224"
    ),
  ])
  func aPictureWhoseStagesDoNotFitIsRefusedWithThePicturesThatDo(
    _ model: String, _ height: Int, _ width: Int, _ sentence: String
  ) throws {
    let error = try #require(throws: ModelError.self) {
      try BackboneCatalog.spec(named: model, input: PixelSize(height: height, width: width))
    }
    #expect(error.description == sentence)
  }

  @Test(arguments: [
    "pale-t", "swin-t", "cswin-b", "boat-swin-t", "boat-cswin-t", "deit-ti-distilled", "vit-b32",
    "shuffle-t", "msg-t", "pvt-ti", "dat-t", "axial26s",
  ])
  func everySizeThatIsProposedCanBeAskedForAndIsTaken(_ model: String) throws {
    let sizes = [32, 33, 96, 225, 300, 500, 4095, 4096].map { PixelSize(square: $0) }
    for found in sizes + [PixelSize(height: 500, width: 300)] {
      do throws(ModelError) {
        _ = try BackboneCatalog.spec(named: model, input: found)
      } catch {
        let nearest: [PixelSize]
        switch error {
        case .unsupportedInput(_, _, _, let sizes): nearest = sizes
        case .indivisible(_, _, _, let sides):
          nearest = sides.map {
            PixelSize(height: $0, width: found.height == found.width ? $0 : 224)
          }
        default: throw error
        }
        #expect(!nearest.isEmpty, "\(error)")
        for size in nearest {
          #expect(
            PixelSize.allowedSides.contains(size.height)
              && PixelSize.allowedSides.contains(size.width))
          _ = try BackboneCatalog.spec(named: model, input: size)
        }
      }
    }
  }

  @Test func stripesAreThoseOfThePublishedModels() throws {
    let widths = [224, 384, 448].map { side in
      Result { try BackboneCatalog.spec(named: "cswin-b", input: PixelSize(square: side)) }.map {
        $0.stages.map {
          ($0.blocks[0].attention[0].mechanism as? CrossShapedWindowAttention)?.stripeWidth
        }
      }
    }
    #expect(try widths.map { try $0.get() } == [[1, 2, 7, 7], [1, 2, 12, 12], [1, 2, 7, 14]])
  }

  @Test func whereTheLastStageHasShiftedWindowsItAttendsInFeatureSpaceToo() throws {
    let spec = try BackboneCatalog.spec(named: "boat-swin-t", input: PixelSize(square: 448))
    #expect(spec.stages.map { $0.blocks[1].attention.count } == [2, 2, 2, 2])
    let usual = try BackboneCatalog.spec(named: "boat-swin-t")
    #expect(usual.stages.map { $0.blocks[1].attention.count } == [2, 2, 2, 1])
  }

  @Test(arguments: [
    ("cswin-b", 384, 384, ["96×96", "48×48", "24×24", "12×12"]),
    ("cswin-t", 336, 448, ["84×112", "42×56", "21×28", "11×14"]),
    ("boat-swin-t", 224, 448, ["56×112", "28×56", "14×28", "7×14"]),
    ("boat-cswin-t", 448, 448, ["112×112", "56×56", "28×28", "14×14"]),
    ("deit-ti-distilled", 384, 256, ["24×16"]), ("vit-b32", 64, 96, ["2×3"]),
    ("swin-t", 238, 250, ["60×63", "30×32", "15×16", "8×8"]),
    ("pvt-s", 256, 128, ["64×32", "32×16", "16×8", "8×4"]),
    ("msg-b", 224, 448, ["56×112", "28×56", "14×28", "7×14"]),
    ("shuffle-t", 448, 224, ["112×56", "56×28", "28×14", "14×7"]),
    ("dat-t", 224, 448, ["56×112", "28×56", "14×28", "7×14"]),
  ])
  func otherPicturesGiveOtherGridsAndTheSameParameters(
    _ model: String, _ height: Int, _ width: Int, _ grids: [String]
  ) throws {
    let spec = try BackboneCatalog.spec(
      named: model, input: PixelSize(height: height, width: width))
    #expect(spec.stages.map(\.grid.description) == grids)
    let audit = try spec.audit().parameters
    let usual = try BackboneCatalog.spec(named: model).audit().parameters
    #expect(Set(audit.parameters) == Set(usual.parameters))
    #expect(audit.parameters.count == Set(audit.parameters).count)
  }
}
