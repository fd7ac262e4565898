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
    ("deit-ti-distilled", 384, 256, ["24×16"]), ("vit-b32", 64, 96, ["2×3"]),
    ("pvt-s", 256, 128, ["64×32", "32×16", "16×8", "8×4"]),
    ("msg-b", 224, 448, ["56×112", "28×56", "14×28", "7×14"]),
    ("shuffle-t", 448, 224, ["112×56", "56×28", "28×14", "14×7"]),
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
