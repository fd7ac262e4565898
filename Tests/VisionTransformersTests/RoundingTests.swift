import Checkpoints
import Tensors
import Testing
import VisionTransformers

/// Holds that numbers compared with a reference follow from the model, and not from the order in which
/// it adds: the picture, changed by one unit in the last place, must not move them by more than the
/// tolerance.
@Suite struct RoundingTests {
  @Test(arguments: GoldenTests.cases)
  func whatIsComparedWithTheReferenceDoesNotHangOnRounding(_ golden: GoldenTests.Case) throws {
    let moves = try moves(golden)
    let undetermined = moves.blocks.firstIndex { $0 > 1e-4 }
    #expect(undetermined == golden.determinedBlocks, "\(moves.blocks)")
    if golden.determinedBlocks == nil {
      #expect(moves.logits <= 1e-4)
    } else {
      #expect(moves.logits > 0.5, "they could be compared")
    }
  }

  /// How far blocks and logits move when each number of the picture does by one unit in the last place,
  /// in standard deviations; of blocks, at the places that the reference's file has.
  private func moves(_ golden: GoldenTests.Case) throws -> (blocks: [Double], logits: Double) {
    let runs = try [false, true].map {
      try GoldenRun.of(
        golden.model, seed: golden.seed, givenClusters: golden.givenClusters, isNudged: $0)
    }
    var blocks: [Double] = []
    for index in runs[0].blocks.indices where runs[0].file.contains("blocks.\(index).index") {
      let places = try runs[0].file.integers(named: "blocks.\(index).index")
      let samples = runs.map { run in places.map { run.blocks[index].scalars[$0] } }
      blocks.append(deviation(of: samples[1], from: samples[0]))
    }
    return (blocks, deviation(of: runs[1].logits, from: runs[0].logits))
  }
}
