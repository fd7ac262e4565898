import Testing
import VisionTransformers

@Suite struct SharedDeformableAttentionTests {
  @Test(arguments: [(14, 14), (7, 5), (1, 1)])
  func everyTokenAttendsToEveryPoint(_ rows: Int, _ columns: Int) throws {
    let context = BlockContext(grid: TokenGrid(rows: rows, columns: columns), heads: 6)
    let mechanism = SharedDeformableAttention(groups: 3)
    let pattern = try mechanism.pattern(for: context)
    #expect(pattern.branches.map(\.heads) == [0..<2, 2..<4, 4..<6])
    for (place, branch) in pattern.branches.enumerated() {
      let keys = 0..<branch.keySpace.keyGrid(on: context.grid).count
      for query in 0..<context.grid.count {
        let meant = keys.filter { mechanism.attends(query, $0, branch: place, in: context) }
        #expect(branch.group(ofQuery: query)?.keys == meant)
        #expect(!mechanism.attends(query, keys.upperBound, branch: place, in: context))
      }
    }
    let count = context.grid.count
    #expect(try mechanism.nominalPairCount(in: context) == 6 * count * count)
    #expect(mechanism.reason(for: 0, in: context).count <= 60)
  }

  @Test func groupsShareTheHeadsEvenly() {
    let context = BlockContext(grid: TokenGrid(rows: 7, columns: 7), heads: 4)
    #expect(throws: ModelError.headsNotSplittable(heads: 4, branches: 3)) {
      try SharedDeformableAttention(groups: 3).pattern(for: context)
    }
  }
}
