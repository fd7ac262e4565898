import Testing

/// Compares whole networks, with seeded parameters, with what the reference implementations answer:
/// element by element, naming the first block that differs.
@Suite struct GoldenTests {
  /// A model and the seed of its parameters.
  struct Case: CustomTestStringConvertible, Sendable {
    var model: String
    var seed: UInt64 = 0
    /// The first blocks that rounding does not change by more than the tolerance, where there are
    /// others; the logits are then left out too.
    ///
    /// Shuffle's batch norms do not hold back what seeded parameters add in each block. Scores grow
    /// until rounding decides which key wins: from block 5 on the reference differs from itself with
    /// another number of threads, at the end by more than a standard deviation. ``VariationTests``
    /// compares all blocks with parameters under which it does not.
    var determinedBlocks: Int?
    /// Whether the clusters are those of the reference: one token on the other side of a cut would
    /// change everything after it.
    var givenClusters = false
    var testDescription: String { model }
  }

  static let cases =
    casesWithAttention + [
      Case(model: "deit-ti"), Case(model: "pvt-ti"), Case(model: "msg-t"),
      Case(model: "shuffle-t", determinedBlocks: 5),
      Case(model: "boat-swin-t", seed: 9, givenClusters: true),
      Case(model: "boat-cswin-t", givenClusters: true),
    ]
  /// Those of which there are attention rows too.
  static let casesWithAttention = [
    Case(model: "swin-t"), Case(model: "pale-t"), Case(model: "cswin-t"),
    Case(model: "axial26s"), Case(model: "dat-t"),
  ]

  @Test(arguments: cases)
  func everyBlockAndTheLogitsEqualTheReference(_ golden: Case) throws {
    let run = try GoldenRun.of(
      golden.model, seed: golden.seed, givenClusters: golden.givenClusters)
    guard try run.expectEqualBlocks(golden.determinedBlocks) else { return }
    if golden.determinedBlocks == nil { try run.expectEqualLogits() }
  }

  @Test(arguments: casesWithAttention)
  func everyAttentionRowEqualsTheReference(_ golden: Case) throws {
    let compared = try GoldenRun.of(golden.model, seed: golden.seed).expectEqualRows()
    #expect(compared >= 14)
  }
}
