import Testing
import VisionTransformers

/// How far tokens reach after each block of networks of 224 × 224 pixels.
@Suite struct ReceptiveFieldGrowthTests {
  @Test func swinSeesEverythingAfterSevenBlocks() throws {
    var growth = ReceptiveFieldGrowth(on: TokenGrid(rows: 56, columns: 56))
    var means: [Double] = []
    var centers: [Double] = []
    for (stage, depth) in [2, 2, 3].enumerated() {
      if stage > 0 { growth.downsample(.patchMerging(of: growth.grid)) }
      for block in 0..<depth {
        let name = block % 2 == 0 ? "window" : "shifted-window"
        growth.attend(try MechanismCatalog.pattern(name, side: growth.grid.rows))
        means.append(growth.meanShare)
        centers.append(growth.field(of: growth.grid.center).share)
        #expect(growth.isFull == (means.count == 7))
      }
    }
    #expect(means.map(percent) == [1.56, 5.49, 19.14, 35.25, 76.56, 87.89, 100])
    #expect(centers.map(percent) == [1.56, 6.25, 25, 56.25, 76.56, 100, 100])
  }

  @Test(arguments: [("axial", 3.54), ("pale", 23.44)])
  func linesAcrossTheGridSeeEverythingAfterTwoBlocks(_ name: String, _ first: Double) throws {
    let pattern = try MechanismCatalog.pattern(name, side: 56)
    var growth = ReceptiveFieldGrowth(on: pattern.grid)
    growth.attend(pattern)
    #expect(percent(growth.meanShare) == first)
    #expect(!growth.isFull)
    growth.attend(pattern)
    #expect(growth.isFull)
  }

  @Test func crossesSeeEverythingInTheFirstBlockOfTheSecondStage() throws {
    var growth = ReceptiveFieldGrowth(on: TokenGrid(rows: 56, columns: 56))
    growth.attend(try MechanismCatalog.pattern("cross-shaped", side: 56))
    #expect(percent(growth.meanShare) == 3.54)
    growth.downsample(.convolution(of: growth.grid))
    #expect(!growth.isFull)
    growth.attend(try MechanismCatalog.pattern("cross-shaped", side: 28))
    #expect(growth.isFull)
  }

  @Test func growthAgreesWithTheFieldThroughTheLayers() throws {
    let context = BlockContext(grid: TokenGrid(rows: 12, columns: 10), heads: 2)
    let layers = [
      try WindowAttention(size: 4).pattern(for: context),
      try ShiftedWindowAttention(size: 3, shift: 1).pattern(for: context),
    ]
    var growth = ReceptiveFieldGrowth(on: context.grid)
    for layer in layers { growth.attend(layer) }
    #expect(!growth.isFull)
    for token in 0..<120 {
      #expect(growth.field(of: token) == ReceptiveField(of: token, through: layers))
    }
  }

  @Test func aMergedTokenIsMadeOfFour() {
    let footprint = DownsamplingFootprint.patchMerging(of: TokenGrid(rows: 4, columns: 5))
    #expect(footprint.coarse == TokenGrid(rows: 2, columns: 3))
    #expect(footprint.tokens(under: 1) == [2, 3, 7, 8])
    #expect(footprint.tokens(under: 5) == [14, 19])
  }

  @Test func aConvolutionReachesOneTokenOverItsBorder() {
    let footprint = DownsamplingFootprint.convolution(of: TokenGrid(rows: 4, columns: 4))
    #expect(footprint.coarse == TokenGrid(rows: 2, columns: 2))
    #expect(footprint.tokens(under: 0) == [0, 1, 4, 5])
    #expect(footprint.tokens(under: 3) == [5, 6, 7, 9, 10, 11, 13, 14, 15])
  }

  /// In percent, to two places.
  private func percent(_ share: Double) -> Double { (share * 10000).rounded() / 100 }
}
