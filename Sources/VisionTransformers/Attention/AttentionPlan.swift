import Tensors

/// A pattern made ready for the kernel: rows of memory instead of tokens, and the score terms of
/// each group, computed once.
struct AttentionPlan: Sendable {
  /// One group of one head: a task of its own for a thread.
  struct HeadGroup: Sendable {
    let head: Int
    let queries: TokenList
    let keys: TokenList
    let bias: ScoreBias?
    let valueTerm: ValueTerm?
  }

  let pattern: AttentionPattern
  /// The largest tasks first, so that no thread is left with one at the end.
  let tasks: [HeadGroup]

  /// A pattern that nothing will be computed over.
  init(unplanned pattern: AttentionPattern) {
    self.pattern = pattern
    tasks = []
  }

  /// - Parameters:
  ///   - pattern: Who attends to whom.
  ///   - bias: A score term, or none.
  ///   - enhancement: A term of the values, or none.
  init(
    _ pattern: AttentionPattern, bias: RelativePositionBias? = nil,
    enhancement: LocalEnhancement? = nil
  ) {
    self.init(
      pattern,
      tasks: pattern.branches.flatMap {
        Self.tasks(of: $0, in: pattern, bias: bias, enhancement: enhancement)
      })
  }

  /// A plan for a single run, made on all threads.
  init(_ pattern: AttentionPattern, in workspace: Workspace) {
    let tasks = workspace.map(pattern.branches.count, .attention) { branch, _ in
      Self.tasks(of: pattern.branches[branch], in: pattern)
    }
    self.init(pattern, tasks: tasks.flatMap { $0 })
  }

  private init(_ pattern: AttentionPattern, tasks: [HeadGroup]) {
    self.pattern = pattern
    self.tasks = tasks.sorted {
      $0.queries.count * $0.keys.count > $1.queries.count * $1.keys.count
    }
  }

  private static func tasks(
    of branch: AttentionPattern.Branch, in pattern: AttentionPattern,
    bias: RelativePositionBias? = nil, enhancement: LocalEnhancement? = nil
  ) -> [HeadGroup] {
    let places = KeyPlaces(branch, of: pattern)
    var known: [BiasKey: ScoreBias] = [:]
    var tasks: [HeadGroup] = []
    for group in branch.groups {
      let queries = TokenList(group.queries.map(places.memoryRow(ofQuery:)))
      let keys = TokenList(group.keys.map(places.memoryRow(of:)))
      for head in branch.heads {
        let term = bias.map { bias in
          let key = BiasKey(group, head: head, in: places)
          if let have = known[key] { return have }
          let made = ScoreBias(queries: group.queries.count, keys: group.keys.count) {
            bias.value(
              places.place(ofQuery: group.queries[$0]), places.place(ofKey: group.keys[$1]),
              head: head)
          }
          known[key] = made
          return made
        }
        tasks.append(
          HeadGroup(
            head: head, queries: queries, keys: keys, bias: term,
            valueTerm: enhancement?.term(of: group, head: head, on: pattern.grid)))
      }
    }
    return tasks
  }

  /// Computes the attention of every group, on all threads.
  ///
  /// - Parameters:
  ///   - qkv: `[rows of memory, 3·width]`: queries, keys, values side by side.
  ///   - scale: What the products of queries and keys are multiplied by.
  ///   - mixed: `[tokens, width]`: what comes of it, each head in its channels.
  ///   - workspace: Threads and scratch memory.
  func attend(_ qkv: Matrix, scale: Float, into mixed: Matrix, in workspace: Workspace) {
    let (width, depth) = (mixed.columns, mixed.columns / pattern.heads)
    workspace.forTasks(tasks.count, .attention) { index, memory in
      let task = tasks[index]
      let channels = task.head * depth..<(task.head + 1) * depth
      let values = qkv.columns(2 * width + channels.lowerBound..<2 * width + channels.upperBound)
      let target = mixed.columns(channels)
      Tensors.attend(
        queries: qkv.columns(channels),
        keys: qkv.columns(width + channels.lowerBound..<width + channels.upperBound),
        values: values, from: task.queries, to: task.keys, scale: scale, bias: task.bias,
        into: target, scratch: memory.attention)
      task.valueTerm?.add(values: values, at: task.queries, to: target)
    }
  }
}

/// What makes two groups share their score terms: the head, and how their tokens lie to each other.
private struct BiasKey: Hashable {
  let head: Int
  let queryCount: Int
  private(set) var offsets: [Int] = []

  init(_ group: AttentionPattern.Group, head: Int, in places: KeyPlaces) {
    self.head = head
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

/// Where the keys of a branch lie: on the map, and in memory.
struct KeyPlaces {
  private let grid: TokenGrid
  private let keyGrid: TokenGrid
  private let keySpace: AttentionPattern.KeySpace
  private let prefixCount: Int

  init(_ branch: AttentionPattern.Branch, of pattern: AttentionPattern) {
    grid = pattern.grid
    keySpace = branch.keySpace
    keyGrid = branch.keySpace.keyGrid(on: pattern.grid)
    prefixCount = pattern.prefixCount
  }

  /// The place of a query; `nil` for a prefix token.
  func place(ofQuery token: Int) -> (row: Int, column: Int)? {
    token < 0 ? nil : grid.position(of: token)
  }

  /// The place of a key on its grid; `nil` for a prefix token.
  func place(ofKey key: Int) -> (row: Int, column: Int)? {
    key < 0 ? nil : keyGrid.position(of: key)
  }

  /// The row of a key in memory: prefix tokens, then the key grid, then one row that
  /// all zero tokens beyond the grid share.
  func memoryRow(of key: Int) -> Int {
    switch keySpace.place(of: key, on: grid) {
    case .token(let token): prefixCount + token
    case .prefix(let token): -1 - token
    case .padding: prefixCount + grid.count
    case .square, .sample: prefixCount + key
    }
  }

  /// The row of a query in memory.
  func memoryRow(ofQuery token: Int) -> Int { token < 0 ? -1 - token : prefixCount + token }
}
