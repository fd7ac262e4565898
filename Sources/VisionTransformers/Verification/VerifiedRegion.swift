/// A token's region twice: as its mechanism declares it, and as the kernel takes it up.
public struct VerifiedRegion: Equatable, Sendable {
  /// One of the two.
  public struct Side: Equatable, Sendable {
    /// Tokens of the grid: keys, those that keys are made from, or queries.
    public internal(set) var tokens: TokenSet
    /// Prefix tokens among them, −1 first.
    public internal(set) var prefixTokens: [Int] = []
    /// Whether zero tokens outside of the grid are among the keys.
    public internal(set) var hasPadding = false
    /// Rows of memory: keys, all zero tokens being one, or queries.
    public internal(set) var rows: Set<Int> = []

    /// Keys, all zero tokens outside of the grid being one, or queries.
    public var count: Int { rows.count }
  }

  public internal(set) var declared: Side
  public internal(set) var measured: Side

  init(on grid: TokenGrid) {
    declared = Side(tokens: TokenSet(on: grid))
    measured = declared
  }

  /// Whether both are the same, key by key.
  public var agrees: Bool { declared == measured }

  /// Keys, or queries, that are on one side only.
  public var differences: Int { declared.rows.symmetricDifference(measured.rows).count }
}

extension LayerVerification {
  /// What a token attends to.
  ///
  /// - Parameters:
  ///   - query: A token of the grid, or a prefix token.
  ///   - head: The head to look at; `nil` for all of them together.
  /// - Returns: The region, declared and measured.
  public func region(of query: Int, head: Int? = nil) -> VerifiedRegion {
    var region = VerifiedRegion(on: grid)
    let row = row(of: query)
    for (branch, heads) in branches(head) {
      let space = spaces[branch] ?? .tokens
      for key in KeySets.keys(in: declared.keys(of: row, branch: branch)) {
        insert(key, of: space, into: &region.declared)
      }
      for head in heads {
        for key in KeySets.keys(in: measured.keys(of: row, head: head)) {
          insert(key, of: space, into: &region.measured)
        }
      }
    }
    return region
  }

  /// Which tokens attend to a token: in the experiment, whose outputs move when its key and value do.
  ///
  /// - Parameters:
  ///   - token: A token of the grid, or a prefix token.
  ///   - head: The head to look at; `nil` for all of them together.
  /// - Returns: The queries, declared and measured.
  public func region(incomingTo token: Int, head: Int? = nil) -> VerifiedRegion {
    var region = VerifiedRegion(on: grid)
    for (branch, heads) in branches(head) {
      let keys = keyRows(of: token, in: spaces[branch] ?? .tokens)
      for query in 0..<declared.prefixCount + grid.count {
        if keys.contains(where: { declared.attends(query, toRow: $0, branch: branch) }) {
          insert(query, of: .tokens, into: &region.declared)
        }
        let isMeasured = heads.contains { head in
          keys.contains { measured.contains(head: head, query: query, key: $0) }
        }
        if isMeasured { insert(query, of: .tokens, into: &region.measured) }
      }
    }
    return region
  }

  /// Bytes that the measured keys take.
  public var byteCount: Int { measured.reduce(0) { $0 + $1.byteCount } }

  private var grid: TokenGrid { declared.context.grid }

  private func row(of token: Int) -> Int {
    token < 0 ? -1 - token : declared.prefixCount + token
  }

  /// The branches of a head, or of all of them, each with its heads.
  private func branches(_ head: Int?) -> [Int: [Int]] {
    Dictionary(
      grouping: head.map { [$0] } ?? Array(0..<declared.context.heads),
      by: declared.branch(ofHead:))
  }

  /// The rows of memory of the keys that a token is, or is a part of.
  private func keyRows(of token: Int, in space: AttentionPattern.KeySpace) -> [Int] {
    switch space {
    case .tokens, .padded: [row(of: token)]
    case .pooled, .sampled: space.keys(of: token, on: grid).map(row(of:))
    }
  }

  private func insert(
    _ row: Int, of space: AttentionPattern.KeySpace, into side: inout VerifiedRegion.Side
  ) {
    side.rows.insert(row)
    let number = declared.token(ofRow: row)
    if number < 0 {
      if !side.prefixTokens.contains(number) { side.prefixTokens.append(number) }
      return
    }
    switch space {
    case .tokens, .padded:
      if number < grid.count { side.tokens.insert(number) } else { side.hasPadding = true }
    case .pooled, .sampled:
      guard number < space.keyGrid(on: grid).count else { return }
      for (token, _) in space.place(of: number, on: grid).tokens(on: grid) {
        side.tokens.insert(token)
      }
    }
  }
}

extension [KeySets] {
  /// Whether a query takes up a key in a head, where the heads of these follow each other.
  fileprivate func contains(head: Int, query: Int, key: Int) -> Bool {
    var head = head
    for sets in self {
      if head < sets.heads {
        return query < sets.queries && sets.contains(head: head, query: query, key: key)
      }
      head -= sets.heads
    }
    return false
  }
}
