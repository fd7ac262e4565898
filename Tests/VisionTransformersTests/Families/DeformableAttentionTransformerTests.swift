import Checkpoints
import Testing
import VisionTransformers

@Suite struct DeformableAttentionTransformerTests {
  @Test func blocksTakeTurns() throws {
    let spec = try BackboneCatalog.spec(named: "dat-t")
    let names = spec.stages.map { stage in
      stage.blocks.map { $0.attention[0].mechanism.name }
    }
    #expect(names[0] == ["window", "shifted-window"])
    #expect(names[1] == ["window", "shifted-window"])
    #expect(names[2] == ["window", "deformable", "window", "deformable", "window", "deformable"])
    #expect(names[3] == ["window", "deformable"])
    let shifted = spec.stages[0].blocks[1].attention[0].mechanism as? ShiftedWindowAttention
    #expect(shifted?.shift == 4)
  }

  @Test func beforeARunPointsLieWhereNoOffsetMovesThem() throws {
    let spec = try BackboneCatalog.spec(named: "dat-t")
    for (stage, side) in [(2, 14), (3, 7)] {
      let pattern = try spec.stages[stage].blocks[1].attention[0].pattern()
      for head in 0..<spec.stages[stage].heads {
        let points = pattern.samplePoints(of: 5, head: head)
        #expect(points.count == side * side)
        for (key, point) in points.enumerated() {
          let row = (Double(key / side) + 0.5) / Double(side) * Double(side - 1)
          let column = (Double(key % side) + 0.5) / Double(side) * Double(side - 1)
          #expect(abs(point.row - row) < 1e-12 && abs(point.column - column) < 1e-12)
        }
      }
      #expect(ReceptiveField(of: 5, in: pattern).count == side * side)
    }
  }

  @Test func afterARunPointsLieWhereTheReferenceReads() throws {
    let run = try GoldenRun.of("dat-t")
    for (block, side, groups) in [(5, 14, 3), (7, 14, 3), (9, 14, 3), (11, 7, 6)] {
      let positions = try run.rows.tensor(named: "positions.\(block)").scalars
      let pattern = run.reports[block].attention[0].pattern
      #expect(pattern.branches.map(\.heads.count) == [Int](repeating: 4, count: groups))
      let found = pattern.branches.flatMap { branch in
        pattern.samplePoints(of: 0, head: branch.heads.lowerBound).flatMap { [$0.row, $0.column] }
      }
      #expect(found.count == positions.count)
      for (found, position) in zip(found, positions) {
        let expected = (Double(position) + 1) / 2 * Double(side - 1)
        #expect(abs(found - expected) < 1e-5)
      }
    }
  }

  @Test func aRowHasAWeightForEachPoint() throws {
    let record = try GoldenRun.of("dat-t").reports[5].attention[0]
    let rows = record.rows(of: 77)
    #expect(rows.map(\.head) == Array(0..<12))
    #expect(rows.allSatisfy { abs($0.weights.reduce(0, +) - 1) < 1e-5 && $0.keys.count == 196 })
    let statistics = AttentionStatistics(ofMean: rows, query: 77, in: record.pattern, stride: 16)
    #expect(statistics.keyCount == 3 * 196)
  }

  /// The tables that a checkpoint has are those of 224 pixels, whatever the picture.
  @Test func largerPicturesTakeTheTablesOfTheTraining() throws {
    let large = try BackboneCatalog.spec(named: "dat-t", input: PixelSize(square: 448))
    #expect(
      try large.audit().parameters.parameters.contains(
        ParameterShape(name: "stages.2.attns.1.rpe_table", shape: [12, 27, 27])))
  }
}
