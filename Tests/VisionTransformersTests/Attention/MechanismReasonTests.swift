import Testing
import VisionTransformers

/// The one line that says why a token's region is what it is.
@Suite struct MechanismReasonTests {
  @Test(arguments: [
    (0, 0, "wrapped corner: 3+4 rows, 3+4 columns, here 3×3"),
    (0, 55, "wrapped corner: 3+4 rows, 3+4 columns, here 3×4"),
    (55, 0, "wrapped corner: 3+4 rows, 3+4 columns, here 4×3"),
    (55, 55, "wrapped corner: 3+4 rows, 3+4 columns, here 4×4"),
    (1, 20, "cut by shift: rows 0...2, columns 17...23"),
    (20, 54, "cut by shift: rows 17...23, columns 52...55"),
    (10, 23, "window rows 10...16, columns 17...23"),
  ])
  func aShiftedWindowSaysWhatCutsIt(_ row: Int, _ column: Int, _ reason: String) {
    expect(reason, of: ShiftedWindowAttention(size: 7, shift: 3), 56, 56, at: row, column)
  }

  @Test func aWindowSaysItsRowsAndColumns() {
    let mechanism = WindowAttention(size: 7)
    expect("window rows 7...13, columns 21...27", of: mechanism, 56, 56, at: 10, 23)
    expect("window rows 7...11+2 pad, columns 7...9+4 pad", of: mechanism, 12, 10, at: 11, 9)
    expect("window rows 0...4, columns 10...11+3 pad", of: mechanism, 5, 12, at: 2, 11)
  }

  @Test func aShiftedWindowBesideThePaddingSaysSo() {
    let mechanism = ShiftedWindowAttention(size: 7, shift: 3)
    expect("cut by shift: rows 10...11+2 pad, columns 3...9", of: mechanism, 12, 10, at: 11, 9)
  }

  @Test func interlacedLinesAreCongruences() {
    let pale = PaleShapedAttention(rows: 7, columns: 7)
    expect("rows ≡ 1 (mod 4) ∪ columns ≡ 2 (mod 4)", of: pale, 28, 28, at: 9, 10)
    expect("all 49 tokens", of: pale, 7, 7, at: 3, 3)
    expect("all rows ∪ columns ≡ 1 (mod 2)", of: pale, 7, 14, at: 3, 3)
    let shuffle = ShuffleAttention(size: 7)
    expect("rows ≡ 2 (mod 8) ∩ columns ≡ 7 (mod 8)", of: shuffle, 56, 56, at: 10, 23)
  }

  @Test func crossesNameTheirLines() {
    expect("column 23 ∪ row 10", of: AxialAttention(), 56, 56, at: 10, 23)
    let single = CrossShapedWindowAttention(stripeWidth: 1)
    expect("column 23 ∪ row 10", of: single, 56, 56, at: 10, 23)
    let double = CrossShapedWindowAttention(stripeWidth: 2)
    expect("columns 4...5 ∪ rows 26...27", of: double, 28, 28, at: 27, 5)
    let full = CrossShapedWindowAttention(stripeWidth: 7)
    expect("all 49 tokens", of: full, 7, 7, at: 0, 0)
  }

  @Test func globalAttentionCountsItsTokens() {
    expect("all 196 tokens", of: GlobalAttention(), 14, 14, at: 0, 0)
    expect(
      "all 196 tokens and 1 prefix token", of: GlobalAttention(prefixCount: 1), 14, 14, at: 0, 0)
    expect(
      "all 196 tokens and 2 prefix tokens", of: GlobalAttention(prefixCount: 2), 14, 14, at: 0, 0)
  }

  @Test func clustersNameThemselvesWhereAllHeadsShareThem() {
    let grid = TokenGrid(rows: 14, columns: 14)
    let shared = BlockContext(grid: grid, heads: 4, features: ExampleFeatures.heads(1, on: grid))
    let mechanism = FeatureSpaceAttention()
    #expect(
      mechanism.reason(for: 118, in: shared) == "49 tokens alike (cluster 0) + 20 of cluster 1")
    #expect(
      mechanism.reason(for: 166, in: shared) == "49 tokens alike (cluster 3) + 20 of cluster 2")
    #expect(
      mechanism.reason(for: 118, in: ExampleFeatures.context(14, 14))
        == "49 tokens alike + 20 across the cut, for each head")
    expect("all 49 tokens, the first 20 twice", of: mechanism, 7, 7, at: 0, 0)
    expect(
      "all 49 tokens", of: FeatureSpaceAttention(loneCluster: .noOverlap), 7, 7, at: 0, 0)
  }

  private func expect(
    _ reason: String, of mechanism: any AttentionMechanism, _ rows: Int, _ columns: Int,
    at row: Int, _ column: Int, location: SourceLocation = #_sourceLocation
  ) {
    let grid = TokenGrid(rows: rows, columns: columns)
    let context = BlockContext(grid: grid, heads: 2)
    #expect(
      mechanism.reason(for: grid[row, column], in: context) == reason, sourceLocation: location)
  }
}
