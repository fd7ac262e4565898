import Testing
import VisionTransformers

@Suite struct AxialDeepLabTests {
  @Test func attentionRunsOnTheGridBeforeThePooling() throws {
    let spec = try BackboneCatalog.spec(named: "axial50s")
    #expect(spec.stages.map(\.grid.rows) == [56, 28, 14, 7])
    #expect(spec.stages.map(\.width) == [128, 256, 512, 1024])
    for (stage, sides) in [[56, 56], [56, 28], [28, 14], [14, 7]].enumerated() {
      let grids = spec.stages[stage].blocks.map { $0.attention[0].context.grid }
      #expect(grids[0] == TokenGrid(rows: sides[0], columns: sides[0]))
      #expect(grids.dropFirst().allSatisfy { $0.rows == sides[1] && $0.columns == sides[1] })
    }
  }

  @Test func headsLookAlongColumnsThenAlongRows() throws {
    let run = try GoldenRun.of("axial26s")
    for (block, side) in [56, 56, 28, 28, 14, 14, 14, 14].enumerated() {
      let record = run.reports[block].attention[0]
      let grid = TokenGrid(rows: side, columns: side)
      let query = grid[1, 2]
      #expect(record.pattern.grid == grid)
      let rows = record.rows(of: query)
      #expect(rows.map(\.head) == Array(0..<16))
      for row in rows {
        let keys = (0..<side).map { row.head < 8 ? grid[$0, 2] : grid[1, $0] }
        #expect(row.keys == keys)
        #expect(abs(row.weights.reduce(0, +) - 1) < 1e-5)
      }
    }
    #expect(run.reports.map(\.grid.rows) == [56, 28, 28, 14, 14, 14, 14, 7])
  }

  @Test(arguments: AxialDeepLab.variantNames)
  func embeddingsFixTheSizeOfThePicture(_ name: String) throws {
    let size = PixelSize(square: 256)
    let error = try #require(throws: ModelError.self) {
      try BackboneCatalog.spec(named: name, input: size)
    }
    #expect(error.description == "\(name) does not take 256×256 pixels: use 224×224")
  }
}
