import Tensors

/// What one attention layer of a run leaves behind: queries and keys, from which the weights of any
/// token are computed when somebody asks, and never an n × n matrix.
public struct AttentionRecord: Sendable {
  public var space: AttentionSpace
  /// Who attended to whom in this run.
  public var pattern: AttentionPattern
  /// The features that the pattern followed from, where it follows from features.
  public var features: TokenFeatures?
  let scores: any AttentionScores

  init(
    space: AttentionSpace, pattern: AttentionPattern, features: TokenFeatures? = nil,
    scores: any AttentionScores
  ) {
    self.space = space
    self.pattern = pattern
    self.features = features
    self.scores = scores
  }

  /// How a token attends, head by head.
  ///
  /// - Parameter query: A token of the grid, or a prefix token (−1, −2, …).
  /// - Returns: One row for each head; heads that do not know the token are left out.
  public func rows(of query: Int) -> [AttentionRow] {
    (0..<pattern.heads).compactMap { row(of: query, head: $0) }
  }

  /// How a token attends in one head.
  ///
  /// A key that its group lists twice (BOAT's lone cluster) is there once, with both weights.
  ///
  /// - Returns: The weights, or `nil` where there is no such token or head.
  public func row(of query: Int, head: Int) -> AttentionRow? {
    guard let branch = pattern.branch(ofHead: head),
      let group = branch.group(ofQuery: query)
    else { return nil }
    return row(
      ofScores: scores.scores(of: query, head: head, keys: group.keys, in: branch), head: head,
      keys: group.keys, in: branch)
  }

  /// How a token would attend in one head if no content counted: by the position terms of its scores
  /// alone.
  ///
  /// - Returns: The weights, or `nil` where there is no such token or head, or where scores have no
  ///   term that follows from places alone.
  public func positionOnlyRow(of query: Int, head: Int) -> AttentionRow? {
    guard let branch = pattern.branch(ofHead: head),
      let group = branch.group(ofQuery: query),
      let terms = scores.positionTerms(of: query, head: head, keys: group.keys, in: branch)
    else { return nil }
    return row(ofScores: terms, head: head, keys: group.keys, in: branch)
  }

  private func row(
    ofScores scores: [Float], head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> AttentionRow {
    var weights = scores
    softmax(&weights)
    let row = AttentionRow(head: head, keys: keys, weights: weights)
    let keyCount = pattern.prefixCount + branch.keySpace.keyGrid(on: pattern.grid).count
    return row.keys.count > keyCount ? row.withEachKeyOnce() : row
  }
}

/// The scores of a layer: what softmax is taken of.
protocol AttentionScores: Sendable {
  /// Scaled products of a query with keys, position terms included: one number for each key.
  func scores(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]

  /// The part of these scores that follows from places alone, whatever the tokens are; `nil` where
  /// there is no such term.
  func positionTerms(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]?

  /// Scores of several queries of one group at once.
  ///
  /// - Parameters:
  ///   - queries: Queries that share their keys.
  ///   - head: The head.
  ///   - keys: What the queries attend to.
  ///   - branch: The head's branch.
  ///   - scores: `[keys.count, queries.count]`: what comes of it.
  ///   - scratch: Memory of the calling thread.
  func write(
    scoresOf queries: [Int], head: Int, keys: [Int], in branch: AttentionPattern.Branch,
    into scores: Matrix, scratch: AttentionScratch)
}

extension AttentionScores {
  func positionTerms(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]? { nil }

  /// Row by row, where there is no faster way.
  func write(
    scoresOf queries: [Int], head: Int, keys: [Int], in branch: AttentionPattern.Branch,
    into scores: Matrix, scratch: AttentionScratch
  ) {
    for (column, query) in queries.enumerated() {
      let row = self.scores(of: query, head: head, keys: keys, in: branch)
      for (key, score) in row.enumerated() { scores[key, column] = score }
    }
  }
}

/// The attention weights of one token in one head.
public struct AttentionRow: Equatable, Sendable {
  public var head: Int
  /// Keys, as numbers in the branch's key space, in the pattern's order.
  public var keys: [Int]
  /// One weight for each key; they sum to 1.
  public var weights: [Float]

  public init(head: Int, keys: [Int], weights: [Float]) {
    self.head = head
    self.keys = keys
    self.weights = weights
  }

  /// The same attention, the weights of equal keys added up.
  fileprivate func withEachKeyOnce() -> Self {
    var sums: [Int: Float] = [:]
    for (key, weight) in zip(keys, weights) { sums[key, default: 0] += weight }
    var row = Self(head: head, keys: [], weights: [])
    for key in keys {
      guard let weight = sums.removeValue(forKey: key) else { continue }
      row.keys.append(key)
      row.weights.append(weight)
    }
    return row
  }
}
