import Testing
import VisionTransformers

@Suite struct ReceptiveFieldTests {
  static let grid = TokenGrid(rows: 14, columns: 14)

  @Test func aFieldKnowsItsSizeShareAndBounds() throws {
    let pattern = try MechanismCatalog.pattern("shifted-window", side: 14)
    let field = ReceptiveField(of: Self.grid[5, 4], in: pattern)
    #expect(field.count == 49)
    #expect(field.share == 0.25)
    #expect(field.bounds == TokenBounds(rows: 3...9, columns: 3...9))
    #expect(field.span == (7, 7))
    #expect(field.padding == 0)
    #expect(field.prefixTokens.isEmpty)
  }

  @Test func theSpanOfAPaleIsTheWholeGrid() throws {
    let field = ReceptiveField(
      of: Self.grid[5, 4], in: try MechanismCatalog.pattern("pale", side: 14))
    #expect(field.span == (14, 14))
    #expect(field.bounds?.description == "14×14")
  }

  @Test func aHeadSeesOnlyItsBranch() throws {
    let pattern = try MechanismCatalog.pattern("axial", side: 14)
    let query = Self.grid[5, 4]
    let column = ReceptiveField(of: query, in: pattern, head: 1)
    let row = ReceptiveField(of: query, in: pattern, head: 2)
    #expect(Array(column.tokens) == (0..<14).map { Self.grid[$0, 4] })
    #expect(Array(row.tokens) == (0..<14).map { Self.grid[5, $0] })
    #expect(ReceptiveField(of: query, in: pattern).count == 27)
    #expect(ReceptiveField(of: query, in: pattern, head: 4).count == 0)
    #expect(ReceptiveField(of: query, in: pattern, head: 4).bounds == nil)
    #expect(ReceptiveField(of: query, in: pattern, head: 4).span == (0, 0))
  }

  @Test func prefixTokensAreCountedApart() throws {
    let context = BlockContext(grid: TokenGrid(rows: 3, columns: 3), heads: 1)
    let pattern = try GlobalAttention(prefixCount: 2).pattern(for: context)
    let field = ReceptiveField(of: -1, in: pattern)
    #expect(field.count == 9)
    #expect(field.prefixTokens == [-1, -2])
    #expect(ReceptiveField(incomingTo: -2, in: pattern) == field)
    #expect(ReceptiveField(of: 4, through: [pattern, pattern]) == field)
  }

  @Test(arguments: MechanismCatalog.names)
  func incomingIsTheConverseOfOutgoing(_ name: String) throws {
    let pattern = try MechanismCatalog.pattern(name, side: 14)
    for head in [nil, 0, 3] {
      let outgoing = (0..<196).map { ReceptiveField(of: $0, in: pattern, head: head).tokens }
      for key in 0..<196 {
        let expected = (0..<196).filter { outgoing[$0].contains(key) }
        let incoming = ReceptiveField(incomingTo: key, in: pattern, head: head)
        if Array(incoming.tokens) != expected { Issue.record("token \(key)") }
      }
    }
  }

  @Test func regionsOfClustersAreNotSymmetric() throws {
    let pattern = try MechanismCatalog.pattern("feature-space", side: 14)
    #expect(
      (0..<196).contains { token in
        ReceptiveField(of: token, in: pattern, head: 0).tokens
          != ReceptiveField(incomingTo: token, in: pattern, head: 0).tokens
      })
  }

  @Test func incomingOnAPaddedGridGoesByRealTokens() throws {
    let grid = TokenGrid(rows: 12, columns: 10)
    let pattern = try ShiftedWindowAttention(size: 7, shift: 3).pattern(
      for: BlockContext(grid: grid, heads: 1))
    for token in 0..<grid.count {
      let outgoing = ReceptiveField(of: token, in: pattern)
      let incoming = ReceptiveField(incomingTo: token, in: pattern)
      if outgoing.tokens != incoming.tokens { Issue.record("token \(token)") }
    }
  }

  @Test func aPooledKeyStandsForASquareOfTokens() {
    let grid = TokenGrid(rows: 5, columns: 5)
    let pattern = AttentionPattern(
      on: grid,
      branches: [
        .init(
          "all", heads: 0..<1, groups: [.init(queries: Array(0..<25), keys: [1, 3])],
          keySpace: .pooled(TokenGrid(rows: 2, columns: 2), factor: 2))
      ])
    let seen = [2, 3, 7, 8, 12, 13, 17, 18]
    #expect(Array(ReceptiveField(of: 0, in: pattern).tokens) == seen)
    #expect(ReceptiveField(incomingTo: 13, in: pattern).count == 25)
    #expect(ReceptiveField(incomingTo: 4, in: pattern).count == 0)
    #expect(Array(ReceptiveField(of: 0, through: [pattern]).tokens) == [0] + seen)
    #expect(ReceptiveField(incomingTo: 13, through: [pattern]).count == 25)
    #expect(Array(ReceptiveField(incomingTo: 4, through: [pattern]).tokens) == [4])
  }

  @Test func oneLayerIsTheFieldOfThatLayer() throws {
    let pattern = try MechanismCatalog.pattern("feature-space", side: 14)
    for token in [0, 77, 195] {
      #expect(
        ReceptiveField(of: token, through: [pattern]) == ReceptiveField(of: token, in: pattern))
      #expect(
        ReceptiveField(incomingTo: token, through: [pattern])
          == ReceptiveField(incomingTo: token, in: pattern))
    }
  }

  @Test func windowsAndShiftedWindowsReachFurtherTogether() throws {
    let layers = [
      try MechanismCatalog.pattern("window", side: 56),
      try MechanismCatalog.pattern("shifted-window", side: 56),
    ]
    let grid = TokenGrid(rows: 56, columns: 56)
    #expect(ReceptiveField(of: grid.center, through: layers).count == 196)
    #expect(ReceptiveField(of: grid[0, 0], through: layers).count == 49)
    #expect(ReceptiveField(incomingTo: grid[0, 0], through: layers).count == 100)
  }

  @Test func layersComposeInTheirOrder() {
    let first = Self.layer { $0 == 1 ? [0] : [$0] }
    let second = Self.layer { $0 == 2 ? [1] : [$0] }
    #expect(Array(ReceptiveField(of: 2, through: [first, second]).tokens) == [0, 1, 2])
    #expect(Array(ReceptiveField(of: 2, through: [second, first]).tokens) == [1, 2])
    #expect(Array(ReceptiveField(incomingTo: 0, through: [first, second]).tokens) == [0, 1, 2])
    #expect(Array(ReceptiveField(incomingTo: 0, through: [second, first]).tokens) == [0, 1])
  }

  @Test func incomingThroughLayersIsTheConverseOfOutgoing() throws {
    let context = BlockContext(grid: TokenGrid(rows: 12, columns: 10), heads: 2)
    let layers = [
      try WindowAttention(size: 4).pattern(for: context),
      try ShiftedWindowAttention(size: 3, shift: 1).pattern(for: context),
    ]
    let fields = (0..<120).map { ReceptiveField(of: $0, through: layers) }
    #expect(fields.allSatisfy { $0.count < 120 })
    for key in 0..<120 {
      #expect(
        Array(ReceptiveField(incomingTo: key, through: layers).tokens)
          == (0..<120).filter { fields[$0].tokens.contains(key) })
    }
  }

  @Test func manyLayersComposeQuickly() throws {
    let window = try MechanismCatalog.pattern("window", side: 56)
    let shifted = try MechanismCatalog.pattern("shifted-window", side: 56)
    let layers = (0..<24).map { $0 % 2 == 0 ? window : shifted }
    let clock = ContinuousClock()
    let seconds = clock.measure {
      #expect(ReceptiveField(of: 0, through: layers).share == 1)
      #expect(ReceptiveField(incomingTo: 0, through: layers).share == 1)
    }
    #expect(seconds < .seconds(2))
  }

  /// Three tokens in a row, each of which attends to what it is given.
  private static func layer(_ keys: (Int) -> [Int]) -> AttentionPattern {
    AttentionPattern(
      on: TokenGrid(rows: 1, columns: 3),
      branches: [
        .init("all", heads: 0..<1, groups: (0..<3).map { .init(queries: [$0], keys: keys($0)) })
      ])
  }
}
