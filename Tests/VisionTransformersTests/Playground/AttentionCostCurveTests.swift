import Testing
import VisionTransformers

/// What attention costs from grid to grid.
@Suite struct AttentionCostCurveTests {
  private func macs(_ name: String, side: Int) throws -> Int {
    let curve = try AttentionCostCurve(of: name, sides: side...side, channels: 96)
    return try #require(curve.points.first).macs
  }

  @Test("Twice the side costs global attention 16 times as much, axial 8, windows 4")
  func mechanismsGrowAsTheyShould() throws {
    #expect(try macs("global", side: 56) == 16 * macs("global", side: 28))
    #expect(try macs("axial", side: 56) == 8 * macs("axial", side: 28))
    #expect(try macs("window", side: 56) == 4 * macs("window", side: 28))
    #expect(try macs("feature-space", side: 56) == 4 * macs("feature-space", side: 28))
  }

  @Test("Points are what one layer costs on that grid")
  func pointsAreLayers() throws {
    #expect(try macs("global", side: 56) == 2 * 3136 * 3136 * 96)
    #expect(try macs("pale", side: 56) == 3136 * 96 * (7 * 56 + 7 * 56 + 27))
  }

  @Test("Grids that do not divide are left out, and it is said which are there")
  func misfitsAreLeftOut() throws {
    let curve = try AttentionCostCurve(of: "pale", sides: 7...112, channels: 96)
    #expect(curve.points.map(\.side) == Array(stride(from: 7, through: 112, by: 7)))
    #expect(curve.coverage == "16 of 106 sides: 7 14 21 28 …")
    let clusters = try AttentionCostCurve(of: "feature-space", sides: 7...112, channels: 96)
    #expect(clusters.points.map(\.side) == [7, 14, 28, 56, 112])
    #expect(
      try AttentionCostCurve(of: "pale", sides: 8...13, channels: 96).coverage
        == "none of 6 sides")
  }

  @Test("Swin pads, so every side is there")
  func windowsAreEverywhere() throws {
    let curve = try AttentionCostCurve(of: "window", sides: 7...112, channels: 96)
    #expect(curve.points.count == 106)
    #expect(curve.coverage == "all 106 sides")
    #expect(curve.points[1].macs == 2 * 14 * 14 * 49 * 96)
  }

  @Test("Every mechanism has a curve, and chosen extents change only their own")
  func extentsChangeTheirOwn() throws {
    let usual = try AttentionCostCurve.all(sides: 7...56, channels: 96)
    let chosen = try AttentionCostCurve.all(
      sides: 7...56, channels: 96, settings: MechanismSettings(stripe: 4))
    #expect(usual.map(\.name) == MechanismCatalog.names)
    for (before, after) in zip(usual, chosen) {
      #expect((before.points == after.points) == (before.name != "cross-shaped"))
    }
  }

  @Test("Nonsense is refused")
  func nonsenseIsRefused() throws {
    #expect(throws: ModelError.self) {
      try AttentionCostCurve(of: "fence", sides: 7...8, channels: 96)
    }
    #expect(try AttentionCostCurve(of: "global", sides: -3...0, channels: 96).points.isEmpty)
  }
}
