import Tensors

/// Tokens of a pattern cut into batches that attend to nobody outside: a thread can take one through
/// a whole layer, and what the layers after it do with each token, without waiting for any other.
///
/// Windows make such batches; patterns that connect all tokens make none.
struct AttentionBatches: Sendable {
  /// Tokens that one thread takes through the layer together.
  struct Batch: Sendable {
    /// Rows of the tokens in the network's memory.
    let tokens: TokenList
    /// The attention among them, tokens being numbered by their place in the batch.
    let tasks: [AttentionTask]

    /// Computes the attention of the batch's tokens, which lie one after another.
    func attend(
      _ qkv: Matrix, headWidth: Int, scale: Float, into mixed: Matrix, scratch: AttentionScratch
    ) {
      for task in tasks {
        task.attend(qkv, headWidth: headWidth, scale: scale, into: mixed, scratch: scratch)
      }
    }
  }

  let batches: [Batch]
  /// Which rows each batch has where batches lie one after another.
  let ranges: [Range<Int>]
  /// For each row of the network's memory, where its token lies then.
  let places: [Int32]

  /// Fails where there are not enough batches for all threads.
  ///
  /// - Parameters:
  ///   - pattern: Who attends to whom.
  ///   - tasks: One for each group.
  init?(_ pattern: AttentionPattern, tasks: [AttentionTask]) {
    guard pattern.branches.allSatisfy({ $0.keySpace == .tokens }) else { return nil }
    let tokenCount = pattern.prefixCount + pattern.grid.count
    let islands = Self.islands(of: tasks, tokens: tokenCount)
    let wanted = Self.batchCount(tokens: tokenCount)
    guard islands.count >= wanted, wanted >= ThreadPool.coreCount else { return nil }
    let packed = Self.pack(islands, into: wanted)
    var places = [Int32](repeating: 0, count: tokenCount)
    (batches, ranges) = Self.lay(packed, tasks: tasks, places: &places)
    self.places = places
  }

  /// As many as make batches of the usual size, and a multiple of the threads.
  private static func batchCount(tokens: Int) -> Int {
    let usual = (tokens + Workspace.rowsPerBatch / 2) / Workspace.rowsPerBatch
    let threads = ThreadPool.coreCount
    return (usual + threads - 1) / threads * threads
  }

  /// Sets of tokens that no group connects, each with the numbers of its groups.
  private static func islands(
    of tasks: [AttentionTask], tokens: Int
  ) -> [(tokens: [Int], tasks: [Int])] {
    var parents = Array(0..<tokens)
    func root(_ token: Int) -> Int {
      var token = token
      while parents[token] != token {
        parents[token] = parents[parents[token]]
        token = parents[token]
      }
      return token
    }
    for task in tasks where task.queries.count > 0 {
      let first = root(task.queries[0])
      for index in 0..<task.queries.count { parents[root(task.queries[index])] = first }
      for index in 0..<task.keys.count { parents[root(task.keys[index])] = first }
    }
    var islands: [Int: (tokens: [Int], tasks: [Int])] = [:]
    var isListed = [Bool](repeating: false, count: tokens)
    for (number, task) in tasks.enumerated() where task.queries.count > 0 {
      let island = root(task.queries[0])
      islands[island, default: ([], [])].tasks.append(number)
      // In the order of the groups, so that rows of a group lie one after another.
      for index in 0..<task.queries.count where !isListed[task.queries[index]] {
        isListed[task.queries[index]] = true
        islands[island]?.tokens.append(task.queries[index])
      }
    }
    return isListed.allSatisfy(\.self)
      ? islands.values.sorted { $0.tokens[0] < $1.tokens[0] } : []
  }

  /// Fills bins, the largest island first, each into the bin that has the fewest tokens.
  private static func pack(
    _ islands: [(tokens: [Int], tasks: [Int])], into count: Int
  ) -> [[(tokens: [Int], tasks: [Int])]] {
    var bins = [[(tokens: [Int], tasks: [Int])]](repeating: [], count: count)
    var sizes = [Int](repeating: 0, count: count)
    let order = islands.indices.sorted {
      (islands[$1].tokens.count, $0) < (islands[$0].tokens.count, $1)
    }
    for island in order {
      let smallest = sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
      bins[smallest].append(islands[island])
      sizes[smallest] += islands[island].tokens.count
    }
    return bins
  }

  private static func lay(
    _ bins: [[(tokens: [Int], tasks: [Int])]], tasks: [AttentionTask], places: inout [Int32]
  ) -> ([Batch], [Range<Int>]) {
    var batches: [Batch] = []
    var ranges: [Range<Int>] = []
    for bin in bins {
      let start = ranges.last?.upperBound ?? 0
      let tokens = bin.flatMap(\.tokens)
      for (place, token) in tokens.enumerated() { places[token] = Int32(start + place) }
      let own = bin.flatMap(\.tasks).map { number in
        let task = tasks[number]
        func local(_ list: TokenList) -> TokenList {
          TokenList((0..<list.count).map { places[list[$0]] - Int32(start) })
        }
        return AttentionTask(
          heads: task.heads, queries: local(task.queries), keys: local(task.keys),
          bias: task.bias, valueTerms: task.valueTerms)
      }
      batches.append(Batch(tokens: TokenList(tokens), tasks: own))
      ranges.append(start..<start + tokens.count)
    }
    return (batches, ranges)
  }

  /// Computes the attention of tokens that lie as the network has them.
  func attend(
    _ qkv: Matrix, headWidth: Int, scale: Float, into mixed: Matrix, in workspace: Workspace
  ) {
    workspace.forBatches(ranges) { index, batch in
      batch.measure(.attention) {
        let own = batch.scratch(.qkv, columns: qkv.columns)
        let result = batch.scratch(.mixed, columns: mixed.columns)
        gatherRows(qkv, batches[index].tokens, partsPerRow: 1, into: own)
        batches[index].attend(
          own, headWidth: headWidth, scale: scale, into: result, scratch: batch.memory.attention)
        scatterRows(result, to: batches[index].tokens, of: mixed)
      }
    }
  }
}
