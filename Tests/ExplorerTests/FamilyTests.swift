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

  @Test(arguments: models)
  func everyHeadOfEveryLayerShowsWhatThePaperLetsItSee(_ model: String) throws {
    var explorer = try testExplorer(model)
    try explorer.press("LLLJJ")
    for layer in explorer.session.geometry.layers {
      #expect(explorer.session.selection.address == layer.address)
      let (token, heads) = (explorer.session.reading.token, explorer.session.reading.heads)
      var seen: Set<Int> = []
      for _ in 0..<heads {
        try explorer.press(")")
        let head = explorer.session.selection.head
        let field = try #require(explorer.region?.field)
        if layer.spec.space == .feature {
          #expect(field.count == 49 || field.count == 69, "\(layer.address) head \(head)")
        } else {
          let expected = tokens(seenFrom: token, head: head, in: layer.spec)
          #expect(Set(field.tokens) == expected, "\(layer.address) head \(head)")
        }
        seen.insert(head)
      }
      #expect(seen == Set(0..<heads))
      try explorer.press("]")
    }
  }

  /// The tokens that a mechanism's own predicate lets a head see.
  private func tokens(seenFrom query: Int, head: Int, in layer: AttentionLayerSpec) -> Set<Int> {
    let (mechanism, context) = (layer.mechanism, layer.context)
    let branch = mechanism.branch(ofHead: head, in: context)
    let space = mechanism.keySpace(ofBranch: branch, in: context)
    let keys = (0..<space.keyGrid(on: context.grid).count).filter {
      mechanism.attends(query, $0, branch: branch, in: context)
    }
    return Set(
      keys.flatMap { space.place(of: $0, on: context.grid).tokens(on: context.grid).map(\.token) })
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
