/// The tokens that one token draws on, or those that draw on it.
public struct ReceptiveField: Equatable, Sendable {
  public let grid: TokenGrid
  /// Tokens of the grid.
  public let tokens: TokenSet
  /// Class tokens and their like, −1 first.
  public let prefixTokens: [Int]
  /// Zero tokens outside of the grid that take part in the attention.
  public let padding: Int
  /// The number of ``tokens``.
  public let count: Int

  init(on grid: TokenGrid, reached: TokenSet, padding: Int = 0) {
    var tokens = TokenSet(on: grid)
    for token in reached where token >= 0 { tokens.insert(token) }
    self.grid = grid
    self.tokens = tokens
    self.padding = padding
    prefixTokens = reached.universe.prefix { $0 < 0 }.filter(reached.contains).reversed()
    count = tokens.count
  }

  /// The part of the grid that ``tokens`` are, from 0 to 1.
  public var share: Double { Double(count) / Double(grid.count) }

  /// The rectangle around ``tokens``; `nil` where there are none.
  public var bounds: TokenBounds? { TokenBounds(of: tokens, on: grid) }

  /// Rows and columns of ``bounds``.
  public var span: (rows: Int, columns: Int) {
    bounds.map { ($0.rows.count, $0.columns.count) } ?? (0, 0)
  }
}

extension ReceptiveField {
  /// What a token attends to in one layer.
  ///
  /// - Parameters:
  ///   - query: A token of the grid, or a prefix token.
  ///   - pattern: Who attends to whom.
  ///   - head: The head to look at; `nil` for all of them together.
  public init(of query: Int, in pattern: AttentionPattern, head: Int? = nil) {
    var reached = pattern.noTokens
    var padding: Set<Int> = []
    for branch in pattern.branches where head.map(branch.heads.contains) ?? true {
      guard let group = branch.group(ofQuery: query) else { continue }
      for key in group.keys {
        switch branch.keySpace.place(of: key, on: pattern.grid) {
        case .padding: padding.insert(key)
        case let place: reached.insert(place, on: pattern.grid)
        }
      }
    }
    self.init(on: pattern.grid, reached: reached, padding: padding.count)
  }

  /// Which tokens attend to a token in one layer: regions are not symmetric everywhere.
  ///
  /// - Parameters:
  ///   - key: A token of the grid, or a prefix token.
  ///   - pattern: Who attends to whom.
  ///   - head: The head to look at; `nil` for all of them together.
  public init(incomingTo key: Int, in pattern: AttentionPattern, head: Int? = nil) {
    var reached = pattern.noTokens
    for branch in pattern.branches where head.map(branch.heads.contains) ?? true {
      let keys = branch.keySpace.keys(of: key, on: pattern.grid)
      guard let least = keys.min(), let most = keys.max() else { continue }
      var wanted = TokenSet(in: least..<most + 1)
      for key in keys { wanted.insert(key) }
      for group in branch.groups where group.keys.contains(where: wanted.contains) {
        for query in group.queries { reached.insert(query) }
      }
    }
    self.init(on: pattern.grid, reached: reached)
  }
}

extension AttentionPattern {
  /// An empty set that has room for the tokens of the grid and for prefix tokens.
  var noTokens: TokenSet { TokenSet(in: -prefixCount..<grid.count) }
}

extension TokenSet {
  /// Adds the tokens that a key stands for; padding stands for none.
  mutating func insert(_ place: AttentionPattern.KeySpace.Place, on grid: TokenGrid) {
    switch place {
    case .token(let token), .prefix(let token): insert(token)
    case .padding: break
    case .square, .sample:
      for (token, _) in place.tokens(on: grid) { insert(token) }
    }
  }
}
