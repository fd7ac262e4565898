import Tensors

/// A part of a block that works on each token by itself, so that it can follow another part at once,
/// batch by batch, while the tokens are still in a cache.
protocol RowSublayer: Sublayer {
  /// Works on some tokens in place.
  ///
  /// - Parameters:
  ///   - x: `[tokens, width]`.
  ///   - tokens: The rows of `x` that the batch has, `batch.range.count`; nil for all.
  ///   - batch: Scratch memory and clock.
  func apply(to x: Matrix, at tokens: TokenList?, in batch: RowBatch)
}

extension RowSublayer {
  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let x = tokens.x
    workspace.forRows(x.rows) { batch in apply(to: x.rows(batch.range), at: nil, in: batch) }
    return nil
  }
}

/// A part of a block whose last step goes batch by batch.
protocol BatchedSublayer: Sublayer {
  /// What each batch goes through next.
  var next: (any RowSublayer)? { get set }
}

extension [any Sublayer] {
  /// Appends a part, to the end of each batch of the one before where the two allow it.
  mutating func chain(_ sublayer: any Sublayer) {
    if let rows = sublayer as? any RowSublayer, var before = last as? any BatchedSublayer,
      before.next == nil
    {
      before.next = rows
      self[count - 1] = before
    } else {
      append(sublayer)
    }
  }
}
