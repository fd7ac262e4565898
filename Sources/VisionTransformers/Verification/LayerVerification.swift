import Tensors

/// One attention layer on trial: the keys that its mechanism's predicate declares, and those that its
/// kernel takes up, found by letting it compute.
///
/// Two experiments run on queries, keys and values of their own, with clusters and sampling points
/// frozen: every key leaves a mark in the outputs (``AttentionProbe``), which decides every pair; and
/// for some keys, key and value of one token change at once, and outputs are compared bit for bit
/// (``AttentionDisturbance``).
public struct LayerVerification: Sendable {
  public let verdict: LayerVerdict
  let declared: DeclaredAttention
  let measured: [KeySets]
  /// For each branch what its keys are, points of a run included.
  let spaces: [Int: AttentionPattern.KeySpace]

  /// Keys that are disturbed, one after another.
  private static let disturbances = 12

  /// - Parameters:
  ///   - layer: The geometry; features included, where its mechanism goes by them.
  ///   - address: Where the layer is.
  ///   - kernels: What the layer computes with.
  ///   - exchange: What prefix tokens hand to each other afterwards, and how wide tokens are.
  ///   - pattern: What was frozen; only the places of sampled points are taken from it.
  ///   - queries: Which queries to compare.
  ///   - workspace: Threads and scratch memory.
  ///   - isWanted: Asked now and then; nothing comes of it once it is no longer wanted.
  init?(
    _ layer: AttentionLayerSpec, at address: BlockAddress, kernels: [any AttentionKernel],
    exchange: (sublayer: any Sublayer, width: Int)?, frozenAs pattern: AttentionPattern,
    queries: QuerySelection, in workspace: Workspace,
    while isWanted: () -> Bool
  ) {
    let start = ContinuousClock.now
    let grid = layer.context.grid
    let memory = kernels.first?.outputs.rows ?? grid.count
    let keyRows = kernels.first?.inputs.rows ?? 0
    let declared = DeclaredAttention(
      layer, prefixCount: max(0, memory - grid.count), rows: keyRows)
    var measured: [KeySets] = []
    var moved: [(row: Int, heads: [[Bool]])] = Self.disturbed(of: keyRows).map { ($0, []) }
    for kernel in kernels {
      guard let sets = AttentionProbe(kernel, in: workspace).keys(while: isWanted) else {
        return nil
      }
      measured.append(sets)
      let disturbance = AttentionDisturbance(kernel, in: workspace)
      for index in moved.indices {
        guard isWanted() else { return nil }
        moved[index].heads += disturbance.moved(byChanging: moved[index].row)
      }
    }
    let rows = queries.rows(prefixCount: declared.prefixCount, grid: grid)
    let comparison = Comparison(declared: declared, measured: measured, moved: moved)
    var mismatches = workspace.map(rows.count, .other) { index, _ in
      comparison.mismatches(of: rows[index])
    }.joined().sorted { ($0.head ?? 0, $0.query) < ($1.head ?? 0, $1.query) }
    var exchanged = 0
    if let exchange {
      let verification = ExchangeVerification(
        exchange: exchange.sublayer, layer: layer, prefixCount: declared.prefixCount,
        width: exchange.width)
      mismatches += verification.mismatches(of: rows, in: workspace)
      exchanged = rows.count { $0 >= declared.prefixCount } * declared.prefixCount
    }
    guard isWanted() else { return nil }
    self.declared = declared
    self.measured = measured
    spaces = Self.spaces(of: layer, frozenAs: pattern)
    verdict = LayerVerdict(
      address: address, space: layer.space, mechanism: layer.mechanism.name, grid: grid,
      heads: layer.context.heads, queries: rows.count, keys: keyRows, exchanged: exchanged,
      seconds: start.duration(to: .now).seconds, mismatches: mismatches)
  }

  private static func spaces(
    of layer: AttentionLayerSpec, frozenAs pattern: AttentionPattern
  ) -> [Int: AttentionPattern.KeySpace] {
    var spaces: [Int: AttentionPattern.KeySpace] = [:]
    for head in 0..<layer.context.heads {
      let branch = layer.mechanism.branch(ofHead: head, in: layer.context)
      guard spaces[branch] == nil else { continue }
      let space = layer.mechanism.keySpace(ofBranch: branch, in: layer.context)
      if case .sampled = space, let found = pattern.branch(ofHead: head)?.keySpace {
        spaces[branch] = found
      } else {
        spaces[branch] = space
      }
    }
    return spaces
  }

  /// Rows of memory from the first to the last, evenly.
  private static func disturbed(of rows: Int) -> [Int] {
    guard rows > disturbances else { return Array(0..<rows) }
    return (0..<disturbances).map { $0 * (rows - 1) / (disturbances - 1) }
  }
}

extension LayerVerification {
  /// Keys of one query in one head: those that the predicate declares, and those that the kernel took
  /// up; numbered as in ``AttentionMismatch``.
  public func keys(of query: Int, head: Int) -> (declared: [Int], measured: [Int]) {
    let row = query < 0 ? -1 - query : declared.prefixCount + query
    let means = declared.keys(of: row, branch: declared.branch(ofHead: head))
    return (
      KeySets.keys(in: means).map(declared.token(ofRow:)),
      KeySets.keys(in: measured.keys(of: row, head: head)).map(declared.token(ofRow:))
    )
  }
}

/// Holds what was measured against what is declared.
private struct Comparison: Sendable {
  let declared: DeclaredAttention
  let measured: [KeySets]
  /// For each disturbed row of memory, for each head, which queries moved.
  let moved: [(row: Int, heads: [[Bool]])]

  /// The heads in which a query differs.
  func mismatches(of query: Int) -> [AttentionMismatch] {
    var known: [Int: [UInt64]] = [:]
    return (0..<declared.context.heads).compactMap { head in
      let branch = declared.branch(ofHead: head)
      let means = known[branch] ?? declared.keys(of: query, branch: branch)
      known[branch] = means
      return mismatch(of: query, head: head, means)
    }
  }

  private func mismatch(of query: Int, head: Int, _ means: [UInt64]) -> AttentionMismatch? {
    var takesUp = Array(measured.keys(of: query, head: head))
    while takesUp.count < means.count { takesUp.append(0) }
    var missing = zip(means, takesUp).map { $0 & ~$1 }
    var surplus = zip(means, takesUp).map { $1 & ~$0 }
    for (row, heads) in moved where head < heads.count {
      let bit: UInt64 = 1 << UInt64(row % 64)
      switch (means[row / 64] & bit != 0, heads[head][query]) {
      case (true, false): missing[row / 64] |= bit
      case (false, true): surplus[row / 64] |= bit
      default: break
      }
    }
    guard missing.contains(where: { $0 != 0 }) || surplus.contains(where: { $0 != 0 }) else {
      return nil
    }
    return AttentionMismatch(
      head: head, query: declared.token(ofRow: query),
      declaredOnly: KeySets.keys(in: missing).map(declared.token(ofRow:)),
      measuredOnly: KeySets.keys(in: surplus).map(declared.token(ofRow:)))
  }
}

extension [KeySets] {
  /// The keys of a query in a head, where the heads of these follow each other; none beyond them.
  func keys(of query: Int, head: Int) -> ArraySlice<UInt64> {
    var head = head
    for sets in self {
      if head < sets.heads { return query < sets.queries ? sets[head, query] : [] }
      head -= sets.heads
    }
    return []
  }
}
