import Screens
import TestSupport
import Testing

@testable import Explorer

/// Whole screens of heads and of features, as they were found good.
@Suite struct HeadAndFeatureScreenTests {
  private static let looks: [Look] = [.color, .mono]

  @Test("Heads of a windowed layer, all numbers known", arguments: looks)
  func heads(_ look: Look) throws {
    for size in [small, large] {
      var explorer = try HeadsViewTests.explorer(size: size, look: look)
      try explorer.press("}}].")
      try expectSnapshot(explorer.render().text, named: "heads-\(look.rawValue)-\(size)")
      guard size == small else { continue }
      for panel in ["3", "4"] {
        try explorer.press(panel)
        try expectSnapshot(
          explorer.render().text, named: "heads-part\(panel)-\(look.rawValue)-\(size)")
      }
    }
  }

  @Test("Heads of two kinds, seen from one token", arguments: looks)
  func fences(_ look: Look) throws {
    var explorer = try testExplorer("pale-t", size: large, look: look) { $0.isStill = true }
    try explorer.run(blocks: 4)
    try explorer.press("}da")
    try expectSnapshot(explorer.render().text, named: "heads-pale-\(look.rawValue)-\(large)")
    try explorer.press("v")
    try expectSnapshot(
      explorer.render().text, named: "heads-pale-regions-\(look.rawValue)-\(large)")
  }

  @Test("The tokens after a block in all four ways", arguments: looks)
  func features(_ look: Look) throws {
    for size in [small, large] {
      var explorer = try FeaturesViewTests.explorer(size: size, look: look)
      for cells in FeatureCells.allCases {
        try explorer.press("\(cells.rawValue + 1)")
        try expectSnapshot(
          explorer.render().text, named: "features-\(cells)-\(look.rawValue)-\(size)")
      }
    }
  }

  @Test("Colours are as recorded")
  func colours() throws {
    var heads = try HeadsViewTests.explorer()
    try heads.press("}}].")
    try expectSnapshot(heads.render().paletteDump, named: "heads-color-\(small)-palette")
    var features = try FeaturesViewTests.explorer()
    for cells in [FeatureCells.norm, .components] {
      try features.press("\(cells.rawValue + 1)")
      try expectSnapshot(
        features.render().paletteDump, named: "features-\(cells)-color-\(small)-palette")
    }
  }

  @Test("Keys of these pages are free everywhere")
  func keys() {
    let shared = Set(ExplorerAction.bindings.flatMap { $0.actions.map(\.key) })
    let heads = HeadsView.bindings.flatMap { $0.actions.map(\.key) }
    let features = FeaturesView.bindings.flatMap { $0.actions.map(\.key) }
    for keys in [heads, features] {
      #expect(keys.count == Set(keys).count && shared.isDisjoint(with: keys))
    }
  }
}
