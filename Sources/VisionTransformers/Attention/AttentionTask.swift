import Tensors

/// Some heads of one group of a pattern, or of some of its queries: what one thread computes at once.
///
/// Tokens are rows of memory here.
struct AttentionTask: Sendable {
  let heads: Range<Int>
  let queries: TokenList
  let keys: TokenList
  /// For these heads and queries.
  let bias: ScoreBias?
  /// One for each head, or none.
  let valueTerms: ArraySlice<ValueTerm>

  var pairs: Int { heads.count * queries.count * keys.count }

  /// Computes the attention.
  ///
  /// - Parameters:
  ///   - qkv: `[rows, 3 · width]`: queries, keys, values side by side.
  ///   - headWidth: Channels of a head.
  ///   - scale: What the products of queries and keys are multiplied by.
  ///   - mixed: `[rows, width]`: what comes of it, each head in its channels.
  ///   - scratch: Memory of the calling thread.
  func attend(
    _ qkv: Matrix, headWidth: Int, scale: Float, into mixed: Matrix, scratch: AttentionScratch
  ) {
    let (width, first, count) = (
      mixed.columns, heads.lowerBound * headWidth, heads.count * headWidth
    )
    let values = qkv.columns(2 * width + first..<2 * width + first + count)
    let target = mixed.columns(first..<first + count)
    Tensors.attend(
      queries: qkv.columns(first..<first + count),
      keys: qkv.columns(width + first..<width + first + count), values: values,
      heads: heads.count, from: queries, to: keys, scale: scale, bias: bias, into: target,
      scratch: scratch)
    for (index, term) in valueTerms.enumerated() {
      let channels = index * headWidth..<(index + 1) * headWidth
      term.add(values: values.columns(channels), at: queries, to: target.columns(channels))
    }
  }

  /// Cuts the task into some that threads can share: by heads, then by queries.
  ///
  /// - Parameter limit: Pairs of queries and keys that a task should have at most.
  /// - Returns: Tasks that together do the same.
  func parts(ofPairs limit: Int) -> [AttentionTask] {
    let pairsOfHead = queries.count * keys.count
    guard pairs > limit, pairsOfHead > 0 else { return [self] }
    let taken = max(1, min(heads.count, limit / pairsOfHead))
    let count = (heads.count + taken - 1) / taken
    return (0..<count).flatMap { part in
      let range = heads.count * part / count..<heads.count * (part + 1) / count
      return queryRanges(ofPairs: limit / range.count).map { self.part(heads: range, queries: $0) }
    }
  }

  /// Ranges of queries that start where a vector does.
  ///
  /// What is added to values needs all of a group.
  private func queryRanges(ofPairs limit: Int) -> [Range<Int>] {
    let (lanes, vectors) = (16, (queries.count + 15) / 16)
    let taken = max(4, limit / max(1, keys.count) / lanes)
    guard valueTerms.isEmpty, vectors > taken else { return [0..<queries.count] }
    let count = (vectors + taken - 1) / taken
    return (0..<count).map { part in
      vectors * part / count * lanes..<min(vectors * (part + 1) / count * lanes, queries.count)
    }
  }

  private func part(heads range: Range<Int>, queries part: Range<Int>) -> AttentionTask {
    AttentionTask(
      heads: heads.lowerBound + range.lowerBound..<heads.lowerBound + range.upperBound,
      queries: queries.slice(part), keys: keys, bias: bias?.part(heads: range, queries: part),
      valueTerms: valueTerms.isEmpty
        ? [] : valueTerms.dropFirst(range.lowerBound).prefix(range.count))
  }
}
