import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct FamilyTests {
  private static let models = BackboneCatalog.families.compactMap { $0.variantNames.first }

  @Test(arguments: models)
  func everyLayerOfEveryFamilyHasARegionAndAttention(_ model: String) throws {
    var explorer = try testExplorer(model)
    let input = explorer.session.spec.input
    _ = explorer.update(.picture(testPicture(width: input.width, height: input.height)))
    try explorer.run()
    for _ in explorer.session.geometry.layers.dropLast() {
      let name = "\(explorer.session.selection)"
      let field = try #require(explorer.region?.field, "\(name)")
      #expect(field.count + field.padding + field.prefixTokens.count > 0, "\(name)")
      let attention = try #require(explorer.session.reading.attention, "\(name)")
      #expect(
        try #require(attention.statistics).entropy > 0 && !attention.strongest.isEmpty, "\(name)")
      #expect(explorer.render().text.contains(explorer.session.reading.mechanism), "\(name)")
      try explorer.press("]")
    }
    let last = explorer.session.geometry.layers.last
    #expect(explorer.session.selection.address == last?.address)
    #expect(explorer.session.selection.layer == last?.index)
  }

  @Test func blocksWithTwoLayersAreWalkedLayerByLayer() throws {
    var explorer = try testExplorer("boat-swin-t")
    try explorer.press("]")
    #expect(explorer.session.reading.mechanism == "shifted-window")
    try explorer.press("]")
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 1))
    #expect(explorer.session.reading.mechanism == "feature-space")
    #expect(explorer.region?.source == .picture)
    try explorer.press("]")
    #expect(explorer.session.selection.address == BlockAddress(stage: 1, block: 0))
    try explorer.press("[[")
    #expect(explorer.session.reading.mechanism == "shifted-window")
  }

  @Test func aBlockThatHalvesTheGridIsSeenOnTheGridThatItAttendsOn() throws {
    var explorer = try testExplorer("axial26s", size: large)
    let sides = [56, 56, 28, 28, 14, 14, 14, 14]
    for (block, side) in sides.enumerated() {
      if block > 0 { try explorer.press("]") }
      let grid = TokenGrid(rows: side, columns: side)
      #expect(explorer.session.reading.grid == grid)
      #expect(explorer.region?.field.grid == grid)
      #expect(explorer.region?.field.count == 2 * side - 1)
      #expect(explorer.render().text.contains("(\(side)x\(side))"))
      try explorer.press("G$")
      #expect(explorer.session.cursor == (side - 1, side - 1))
    }
  }

  @Test func catalogueHeadsAreThoseOfThePaperWhereEachHasItsOwnRegion() throws {
    var explorer = try testExplorer("swin-t")
    explorer.session.selection.mechanism = "deformable"
    explorer.session.refresh()
    #expect(explorer.session.shownHeads == 8)
    #expect(explorer.region?.field.count == 32)
  }

  @Test func clustersOfARunAreItsQueriesHeadByHead() throws {
    var explorer = try testExplorer("boat-swin-t")
    try explorer.press("]]")
    try explorer.run()
    let heads = explorer.session.stage.heads
    #expect(explorer.region?.source == .run && explorer.region?.branches.count == heads)
    #expect((explorer.region?.field.count ?? 0) > 69)
    #expect(explorer.render().text.contains("clusters of the run's queries"))
    try explorer.press("(")
    #expect(explorer.region?.field.count == 69)
  }
}
