import Testing
import VisionTransformers

/// Regions that the reference implementations were seen to have, by the number of their tokens, the
/// first, the last and the sum.
@Suite struct RegionVectorTests {
  struct Vector: CustomTestStringConvertible, Sendable {
    var mechanism: any AttentionMechanism
    var grid: (rows: Int, columns: Int)
    var query: (row: Int, column: Int)
    /// A head of the branch in question; `nil` for the union.
    var head: Int?
    var count: Int
    var first: Int
    var last: Int
    var sum: Int

    init(
      _ mechanism: any AttentionMechanism, _ grid: (Int, Int), at query: (Int, Int),
      head: Int? = nil, _ count: Int, _ first: Int, _ last: Int, _ sum: Int
    ) {
      (self.mechanism, self.grid, self.query, self.head) = (mechanism, grid, query, head)
      (self.count, self.first, self.last, self.sum) = (count, first, last, sum)
    }

    var testDescription: String {
      "\(mechanism.name) \(grid.rows)×\(grid.columns) \(query) \(head.map { "head \($0)" } ?? "union")"
    }
  }

  static let window = WindowAttention(size: 7)
  static let shifted = ShiftedWindowAttention(size: 7, shift: 3)
  static let shuffle = ShuffleAttention(size: 7)
  static let pale = PaleShapedAttention(rows: 7, columns: 7)
  static func stripes(_ width: Int) -> CrossShapedWindowAttention { .init(stripeWidth: width) }

  static let windows: [Vector] = [
    Vector(window, (56, 56), at: (0, 0), 49, 0, 342, 8379),
    Vector(shifted, (56, 56), at: (0, 0), 9, 0, 114, 513),
    Vector(window, (56, 56), at: (2, 55), 49, 49, 391, 10780),
    Vector(shifted, (56, 56), at: (2, 55), 12, 52, 167, 1314),
    Vector(window, (56, 56), at: (10, 23), 49, 413, 755, 28616),
    Vector(shifted, (56, 56), at: (10, 23), 49, 577, 919, 36652),
    Vector(window, (56, 56), at: (55, 54), 49, 2793, 3135, 145236),
    Vector(shifted, (56, 56), at: (55, 54), 16, 2964, 3135, 48792),
    Vector(
      ShiftedWindowAttention(size: 7, shift: 4), (28, 28), at: (3, 26), 12, 25, 111, 816),
    Vector(shifted, (12, 10), at: (11, 9), 14, 103, 119, 1554),
  ]

  static let interlaced: [Vector] = [
    Vector(shuffle, (56, 56), at: (10, 23), 49, 119, 2855, 72863),
    Vector(pale, (56, 56), at: (10, 23), head: 0, 392, 112, 2855, 581532),
    Vector(pale, (56, 56), at: (10, 23), head: 3, 392, 7, 3135, 615832),
    Vector(pale, (56, 56), at: (10, 23), 735, 7, 3135, 1_124_501),
    Vector(shuffle, (28, 28), at: (27, 5), 49, 85, 781, 21217),
    Vector(pale, (28, 28), at: (27, 5), head: 0, 196, 84, 783, 84966),
    Vector(pale, (28, 28), at: (27, 5), head: 3, 196, 1, 781, 76636),
    Vector(pale, (28, 28), at: (27, 5), 343, 1, 783, 140385),
    Vector(shuffle, (14, 14), at: (0, 13), 49, 1, 181, 4459),
    Vector(pale, (14, 14), at: (0, 13), head: 0, 98, 0, 181, 8869),
    Vector(pale, (14, 14), at: (0, 13), head: 3, 98, 1, 195, 9604),
    Vector(pale, (14, 14), at: (0, 13), 147, 0, 195, 14014),
  ]

  static let crosses: [Vector] = [
    Vector(stripes(1), (56, 56), at: (10, 23), head: 0, 56, 23, 3103, 87528),
    Vector(stripes(1), (56, 56), at: (10, 23), head: 3, 56, 560, 615, 32900),
    Vector(stripes(2), (28, 28), at: (27, 5), head: 0, 56, 4, 761, 21420),
    Vector(stripes(2), (28, 28), at: (27, 5), head: 3, 56, 728, 783, 42308),
    Vector(stripes(7), (14, 14), at: (0, 13), head: 0, 98, 7, 195, 9898),
    Vector(stripes(7), (14, 14), at: (0, 13), head: 3, 98, 0, 97, 4753),
    Vector(AxialAttention(), (56, 56), at: (10, 23), 111, 23, 3103, 119845),
  ]

  @Test(arguments: windows + interlaced + crosses)
  func aRegionIsThatOfTheReference(_ vector: Vector) throws {
    let grid = TokenGrid(rows: vector.grid.rows, columns: vector.grid.columns)
    let pattern = try vector.mechanism.pattern(for: BlockContext(grid: grid, heads: 4))
    let field = ReceptiveField(
      of: grid[vector.query.row, vector.query.column], in: pattern, head: vector.head)
    let tokens = Array(field.tokens)
    #expect(tokens.count == vector.count)
    #expect(tokens.first == vector.first)
    #expect(tokens.last == vector.last)
    #expect(tokens.reduce(0, +) == vector.sum)
    #expect(field.count == vector.count)
  }

  @Test func zeroTokensOfAPaddedGridAreCountedApart() throws {
    let grid = TokenGrid(rows: 12, columns: 10)
    let pattern = try Self.shifted.pattern(for: BlockContext(grid: grid, heads: 1))
    let field = ReceptiveField(of: grid[11, 9], in: pattern)
    #expect(field.count == 14)
    #expect(field.padding == 14)
  }

  /// Sizes of a token's region in stages 1 to 4 of a network of 224 × 224 pixels.
  @Test(arguments: [
    ("global", [3136, 784, 196, 49]), ("window", [49, 49, 49, 49]),
    ("shuffle", [49, 49, 49, 49]), ("axial", [111, 55, 27, 13]),
    ("cross-shaped", [111, 108, 147, 49]), ("pale", [735, 343, 147, 49]),
  ])
  func everyTokenOfAStageHasTheSameNumberOfKeys(_ name: String, _ sizes: [Int]) throws {
    for (side, size) in zip([56, 28, 14, 7], sizes) {
      let pattern = try MechanismCatalog.pattern(name, side: side)
      for query in stride(from: 0, to: side * side, by: side == 56 ? 17 : 1) {
        let field = ReceptiveField(of: query, in: pattern)
        if field.count != size { Issue.record("\(side)² token \(query): \(field.count) keys") }
        #expect(field.share == Double(size) / Double(side * side))
      }
    }
  }

  @Test(arguments: [(56, 43.18), (28, 37.73), (14, 27.94)])
  func shiftedWindowsAreSmallestInTheFirstCorner(_ side: Int, _ mean: Double) throws {
    let pattern = try MechanismCatalog.pattern("shifted-window", side: side)
    let sizes = (0..<side * side).map { pattern.branches[0].group(ofQuery: $0)?.keys.count ?? 0 }
    #expect(sizes.min() == 9)
    #expect(sizes[0] == 9)
    #expect(sizes.max() == 49)
    #expect(Set(sizes) == [9, 12, 16, 21, 28, 49])
    #expect(abs(Double(sizes.reduce(0, +)) / Double(sizes.count) - mean) < 0.005)
  }

  @Test func shiftedWindowsOfTheLastStageAreTheWholeGrid() throws {
    let pattern = try MechanismCatalog.pattern("shifted-window", side: 7)
    #expect(pattern == (try MechanismCatalog.pattern("window", side: 7)))
    #expect(pattern.branches[0].groups.count == 1)
  }
}

extension MechanismCatalog {
  /// A mechanism with its usual extents on a square grid, with four heads.
  static func pattern(_ name: String, side: Int) throws -> AttentionPattern {
    let context = ExampleFeatures.context(side, side)
    return try mechanism(named: name, on: context.grid).pattern(for: context)
  }
}
