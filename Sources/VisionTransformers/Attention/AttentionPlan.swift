import Tensors

/// A pattern made ready for the kernel: rows of memory instead of tokens, and the score terms of
/// each group, computed once.
struct AttentionPlan: Sendable {
  let pattern: AttentionPattern
  /// The largest first, so that no thread is left with one at the end.
  let tasks: [AttentionTask]
  /// The same work cut into batches that need nothing of each other, where the pattern allows it.
  let batches: AttentionBatches?

  /// A pattern that nothing will be computed over.
  init(unplanned pattern: AttentionPattern) {
    (self.pattern, tasks, batches) = (pattern, [], nil)
  }

  /// - Parameters:
  ///   - pattern: Who attends to whom.
  ///   - bias: A score term, or none.
  ///   - enhancement: A term of the values, or none.
  ///   - canBatch: Whether what comes before and after the attention works on each token by itself.
  init(
    _ pattern: AttentionPattern, bias: RelativePositionBias? = nil,
    enhancement: LocalEnhancement? = nil, canBatch: Bool = false
  ) {
    let groups = pattern.branches.flatMap {
      Self.tasks(of: $0, in: pattern, bias: bias, enhancement: enhancement)
    }
    let batches = canBatch ? AttentionBatches(pattern, tasks: groups) : nil
    self.init(pattern, groups: batches == nil ? groups : [], batches: batches)
  }

  private init(_ pattern: AttentionPattern, groups: [AttentionTask], batches: AttentionBatches?) {
    self.pattern = pattern
    self.batches = batches
    let total = groups.reduce(0) { $0 + $1.pairs }
    let limit = min(Self.pairsOfTask, total / (Self.tasksOfThread * ThreadPool.coreCount))
    tasks = groups.flatMap { $0.parts(ofPairs: limit) }.sorted { $0.pairs > $1.pairs }
  }

  /// Some microseconds of work, beside which handing out a task is nothing.
  private static let pairsOfTask = 160_000
  /// With so many tasks for each thread, the last one is a small part of the whole.
  private static let tasksOfThread = 6

  /// One task for each group, all heads in it.
  private static func tasks(
    of branch: AttentionPattern.Branch, in pattern: AttentionPattern,
    bias: RelativePositionBias? = nil, enhancement: LocalEnhancement? = nil
  ) -> [AttentionTask] {
    let places = KeyPlaces(branch, of: pattern)
    var known: [BiasKey: ScoreBias] = [:]
    return branch.groups.map { group in
      let term = bias.map { bias in
        let key = BiasKey(group, in: places)
        if let have = known[key] { return have }
        let made = bias.scores(of: group, in: places, heads: branch.heads)
        known[key] = made
        return made
      }
      let queries = TokenList(group.queries.map(places.memoryRow(ofQuery:)))
      let isSelf = group.queries == group.keys && branch.keySpace == .tokens
      return AttentionTask(
        heads: branch.heads, queries: queries,
        keys: isSelf ? queries : TokenList(group.keys.map(places.memoryRow(of:))), bias: term,
        valueTerms: enhancement?.terms(of: group, heads: branch.heads, on: pattern.grid)[...]
          ?? [])
    }
  }

  /// Computes the attention of every group, on all threads.
  ///
  /// - Parameters:
  ///   - qkv: `[rows of memory, 3·width]`: queries, keys, values side by side.
  ///   - scale: What the products of queries and keys are multiplied by.
  ///   - mixed: `[tokens, width]`: what comes of it, each head in its channels.
  ///   - workspace: Threads and scratch memory.
  func attend(_ qkv: Matrix, scale: Float, into mixed: Matrix, in workspace: Workspace) {
    let headWidth = mixed.columns / pattern.heads
    if let batches {
      return batches.attend(
        qkv, headWidth: headWidth, scale: scale, into: mixed, in: workspace)
    }
    workspace.forTasks(tasks.count, .attention) { index, memory in
      tasks[index].attend(
        qkv, headWidth: headWidth, scale: scale, into: mixed, scratch: memory.attention)
    }
  }
}

/// What makes two groups share their score terms: how their tokens lie to each other.
private struct BiasKey: Hashable {
  let queryCount: Int
  private(set) var offsets: [Int] = []

  init(_ group: AttentionPattern.Group, in places: KeyPlaces) {
    queryCount = group.queries.count
    let origin = group.queries.lazy.compactMap(places.place(ofQuery:)).first ?? (0, 0)
    for query in group.queries { append(places.place(ofQuery: query), from: origin) }
    for key in group.keys { append(places.place(ofKey: key), from: origin) }
  }

  private mutating func append(
    _ place: (row: Int, column: Int)?, from origin: (row: Int, column: Int)
  ) {
    guard let place else { return offsets.append(.max) }
    offsets.append(place.row - origin.row)
    offsets.append(place.column - origin.column)
  }
}
