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
    /// Shuffle's batch norms do not hold back what seeded parameters add in each block: tokens double
    /// from block to block, and scores grow to 10⁷ (a standard deviation of 0.3 in the first block,
    /// 4·10⁶ in the last), so that a softmax takes the largest, and rounding decides which that is. With
    /// one thread and with two, the reference's logits are 1.3 standard deviations apart, and as far
    /// from its own in double precision. ``RoundingTests`` holds how many blocks are left, and
    /// ``VariationTests`` compares all blocks under parameters that keep scores small.
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
