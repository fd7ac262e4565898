import TestSupport
import Testing

@testable import Explorer

/// What messengers carry on to the next layer: seen apart from the region.
@Suite struct HopTests {
  @Test("The other windows of the region of windows are one hop away")
  func hopsAreApartFromTheRegion() throws {
    var explorer = try testExplorer("msg-t", look: .mono)
    let region = try #require(explorer.region)
    #expect(region.field.count == 49 && region.hops.count == 15)
    #expect(region.hopTokens.count == 15 * 49)
    #expect(region.hopTokens.allSatisfy { !region.field.tokens.contains($0) })
    let text = explorer.render().text
    #expect(text.contains("~ next layer") && text.contains("+735 in the next layer"))
    try explorer.press("i")
    #expect(explorer.region?.hops.isEmpty == true)
    #expect(!explorer.render().text.contains("next layer"))
  }

  @Test("Mechanisms whose tokens do not exchange have none")
  func othersHaveNone() throws {
    let explorer = try testExplorer("swin-t", look: .mono)
    #expect(explorer.region?.hops.isEmpty == true)
    #expect(!explorer.render().text.contains("next layer"))
  }

  @Test("The last stage's one window has nowhere to go")
  func theLastStageHasNone() throws {
    var explorer = try testExplorer("msg-t", look: .mono)
    try explorer.press("}}}")
    #expect(explorer.region?.hops.isEmpty == true)
  }

  @Test("Screens look as recorded", arguments: [Look.color, .mono])
  func screens(look: Look) throws {
    for size in [small, large] {
      var explorer = try testExplorer("msg-t", size: size, look: look)
      try explorer.press("}")
      try expectSnapshot(explorer.render().text, named: "hops-\(look.rawValue)-\(size)")
      guard look == .color else { continue }
      let colors = explorer.render().paletteDump
      try expectSnapshot(colors, named: "hops-color-\(size)-palette")
    }
  }

  @Test("A figure outlines them")
  func figuresOutlineThem() throws {
    let explorer = try testExplorer("msg-t")
    let figure = MapFigure(explorer.session, cells: .picture).figure
    #expect(figure.legend.map(\.label).contains("what the next layer reaches"))
  }
}
