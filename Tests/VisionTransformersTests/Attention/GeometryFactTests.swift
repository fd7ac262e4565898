import Testing
import VisionTransformers

/// Regions and costs of one layer in networks of 224 × 224 pixels, by the rules of the papers.
@Suite struct GeometryFactTests {
  @Test(
    "a shifted window is cut at the border: 4 rows stay, 3 wrapped rows are apart",
    arguments: [56, 28, 14])
  func shiftedWindowsAreProductsOfParts(_ side: Int) throws {
    let pattern = try MechanismCatalog.pattern("shifted-window", side: side)
    func part(_ position: Int) -> Range<Int> {
      if position < 3 { return 0..<3 }
      if position >= side - 4 { return side - 4..<side }
      let first = (position - 3) / 7 * 7 + 3
      return first..<first + 7
    }
    for token in 0..<pattern.grid.count {
      let (row, column) = pattern.grid.position(of: token)
      let expected = part(row).flatMap { row in part(column).map { pattern.grid[row, $0] } }
      let field = ReceptiveField(of: token, in: pattern)
      if Array(field.tokens) != expected { Issue.record("token (\(row),\(column)) of \(side)²") }
    }
  }

  @Test("a cluster has 49 queries, which see 69 keys in each head", arguments: [56, 28, 14])
  func clustersAreBalanced(_ side: Int) throws {
    let pattern = try MechanismCatalog.pattern("feature-space", side: side)
    for branch in pattern.branches {
      #expect(branch.groups.count == side * side / 49)
      #expect(branch.groups.allSatisfy { $0.queries.count == 49 && Set($0.keys).count == 69 })
    }
  }

  @Test("feature attention runs in the shifted blocks of the first three stages alone")
  func theLastStageOfBOATSwinHasNoClusters() throws {
    let spec = try BackboneCatalog.spec(named: "boat-swin-t")
    let clustered = spec.addresses.filter { address in
      spec[address].attention.contains { $0.space == .feature }
    }
    #expect(clustered == spec.addresses.filter { $0.stage < 3 && $0.block % 2 == 1 })
  }

  /// Millions of multiply-accumulates of the attention alone, 56 × 56 tokens of 96 channels.
  @Test(
    "attention costs what the formulas of the papers say",
    arguments: [
      ("global", 1888.0), ("pale", 244), ("feature-space", 41.5), ("axial", 33.7),
      ("cross-shaped", 33.7), ("window", 29.5), ("shifted-window", 29.5),
    ])
  func costs(_ name: String, _ millions: Double) throws {
    let grid = TokenGrid(rows: 56, columns: 56)
    let mechanism = try MechanismCatalog.mechanism(named: name, on: grid)
    let macs = try mechanism.nominalMACs(
      channels: 96, in: BlockContext(grid: grid, heads: mechanism.headsWithoutModel))
    #expect(abs(Double(macs) / 1e6 - millions) < (millions < 100 ? 0.05 : 0.5))
  }

  /// `4hwC²` for queries, keys, values and the output: as much in every stage, since `hw` falls as
  /// `C²` grows.
  @Test("projections of Swin-T cost 115.6 million in each of its twelve blocks")
  func projections() throws {
    let (_, cost) = try BackboneCatalog.spec(named: "swin-t").audit()
    #expect(cost[.qkv] + cost[.projection] == 12 * 115_605_504)
  }
}
