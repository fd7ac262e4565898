import Testing
import VisionTransformers

/// Grids and extents of one's choice: what divides, what does not, and what it costs.
@Suite struct GeometryPlaygroundTests {
  private func playground(
    _ rows: Int, _ columns: Int, _ settings: MechanismSettings = MechanismSettings()
  ) throws -> GeometryPlayground {
    let grid = TokenGrid(rows: rows, columns: columns)
    return try GeometryPlayground(on: grid, channels: 96, settings: settings) {
      ExampleFeatures.heads(1, on: grid)
    }
  }

  private func verdict(_ name: String, _ playground: GeometryPlayground) throws -> String {
    let entry = try #require(playground.entries.first { $0.name == name })
    return entry.verdict(on: playground.grid)
  }

  @Test("Every mechanism is there, in the order of the catalogue, and fits 14 × 14")
  func everyMechanismIsThere() throws {
    let playground = try playground(14, 14)
    #expect(playground.entries.map(\.name) == MechanismCatalog.names)
    #expect(playground.entries.allSatisfy { (try? $0.outcome.get()) != nil })
  }

  @Test(
    "What divides is said with the parts it makes",
    arguments: [
      ("global", "1 group of all 392 tokens"),
      ("window", "8 windows of 7×7"),
      ("shifted-window", "8 windows of 7×7, shifted by 3"),
      ("shuffle", "8 windows of 7×7, 2 rows and 4 columns apart"),
      ("axial", "28 columns and 14 rows"),
      ("cross-shaped", "4 vertical and 2 horizontal stripes of 7"),
      ("pale", "2 sets of 7 rows and 4 sets of 7 columns"),
      ("feature-space", "8 clusters of 49, halved 3 times"),
      ("spatial-reduction", "98 keys of 2×2 tokens"),
      ("deformable", "4 points of its own for each token and head"),
      ("messenger", "8 windows of 7×7 in 2 regions"),
    ])
  func partsAreSaid(_ name: String, _ expected: String) throws {
    #expect(try verdict(name, playground(14, 28)) == expected)
  }

  @Test("One part is one part, not 1 parts")
  func oneIsSingular() throws {
    let playground = try playground(7, 7)
    #expect(try verdict("window", playground) == "1 window of 7×7")
    #expect(try verdict("pale", playground) == "1 set of 7 rows and 1 set of 7 columns")
    #expect(try verdict("feature-space", playground) == "1 cluster of 49, never halved")
    #expect(try verdict("cross-shaped", playground) == "1 stripe of all 49 tokens")
  }

  @Test("What does not divide is named with its axis, and with sizes and extents that would")
  func misfitsAreExplained() throws {
    let playground = try playground(28, 28, MechanismSettings(window: 5, pale: 12, stripe: 3))
    #expect(
      try verdict("pale", playground)
        == "28 rows cannot be split into groups of 12: use 24 or 36 rows, or groups of 7 or 14")
    #expect(
      try verdict("cross-shaped", playground)
        == "28 rows cannot be split into groups of 3: use 27 or 30 rows, or groups of 2 or 4")
    #expect(
      try verdict("shuffle", playground)
        == "28 rows cannot be split into groups of 5: use 25 or 30 rows, or groups of 4 or 7")
    #expect(
      try verdict("messenger", playground)
        == "28 rows cannot be split into groups of 5: use 25 or 30 rows, or groups of 4 or 7")
  }

  @Test("Sides without a common divisor are given no extents to choose from")
  func noDivisorsNoAdvice() throws {
    #expect(
      try verdict("pale", playground(13, 14))
        == "13 rows cannot be split into groups of 7: use 7 or 14 rows")
  }

  @Test("Windows that do not divide are padded with zero tokens, and their number is said")
  func windowsArePadded() throws {
    let playground = try playground(28, 30, MechanismSettings(window: 12))
    #expect(
      try verdict("window", playground)
        == "9 windows of 12×12: 28×30 is padded to 36×36 with 456 zero tokens")
    #expect(
      try verdict("shifted-window", playground)
        == "9 windows of 12×12, shifted by 6: 28×30 is padded to 36×36 with 456 zero tokens")
  }

  @Test("A window longer than the shorter side becomes as long, and is not shifted")
  func windowsShrink() throws {
    let playground = try playground(14, 28, MechanismSettings(window: 20, shift: 4))
    #expect(try verdict("window", playground) == "2 windows of 14×14")
    #expect(try verdict("shifted-window", playground) == "2 windows of 14×14")
  }

  @Test("Rows and columns that no key sums up are said")
  func droppedLinesAreSaid() throws {
    #expect(
      try verdict("spatial-reduction", playground(14, 13, MechanismSettings(reduction: 4)))
        == "9 keys of 4×4 tokens: the last 2 rows and 1 column are in no key")
  }

  @Test("Settings reach the mechanisms they are of, and leave the others")
  func settingsAreOfTheirMechanisms() throws {
    let usual = try playground(28, 28)
    let pales = try playground(28, 28, MechanismSettings(pale: 4))
    for (before, after) in zip(usual.entries, pales.entries) {
      let (before, after) = (try before.outcome.get(), try after.outcome.get())
      #expect((before.pattern == after.pattern) == (before.mechanism.name != "pale"))
    }
  }

  @Test("Extents that are none are refused by name")
  func badExtentsAreRefused() {
    #expect(throws: ModelError.outOfRange(name: "pale", value: 0, allowed: 1...65_536)) {
      try playground(14, 14, MechanismSettings(pale: 0))
    }
    #expect(throws: ModelError.outOfRange(name: "stripe", value: .max, allowed: 1...65_536)) {
      try playground(14, 14, MechanismSettings(stripe: .max))
    }
    #expect(throws: ModelError.outOfRange(name: "shift", value: 4, allowed: 0...3)) {
      try playground(14, 14, MechanismSettings(window: 4, shift: 4))
    }
  }

  @Test("The costs of one layer are those of the papers", arguments: paperCosts)
  func costsAreThoseOfThePapers(_ name: String, _ millions: Double) throws {
    let grid = TokenGrid(rows: 28, columns: 28)
    let playground = try GeometryPlayground(on: grid, channels: 192) {
      ExampleFeatures.heads(1, on: grid)
    }
    let entry = try #require(playground.entries.first { $0.name == name })
    #expect((Double(try entry.outcome.get().macs) / 1e5).rounded() / 10 == millions)
  }

  /// `C = 192`, 28 × 28 tokens, in millions.
  static let paperCosts = [
    ("global", 236.0), ("window", 14.8), ("axial", 8.4), ("cross-shaped", 16.9), ("pale", 63.1),
    ("feature-space", 20.8),
  ]

  @Test("Pairs are counted by formula as the pattern has them", arguments: MechanismCatalog.names)
  func formulasCountThePairs(_ name: String) throws {
    for grid in MechanismConformanceTests.grids {
      for extent in [1, 7] where name != "feature-space" {
        let mechanism = try MechanismCatalog.mechanism(
          named: name, on: grid, extent: extent, shift: 0)
        let context = BlockContext(grid: grid, heads: 6)
        let pattern = try mechanism.pattern(for: context)
        #expect(try mechanism.nominalPairCount(in: context) == pattern.pairCount)
      }
    }
  }
}
