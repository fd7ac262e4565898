import CKernels

/// Scaled dot-product attention within one group of tokens, of one head or of several side by side.
///
/// For each head, row `queryTokens[i]` of `out` becomes Σⱼ wᵢⱼ v[keyTokens[j]], where wᵢ = softmax over j of
/// scale · q[queryTokens[i]] · k[keyTokens[j]] + bias(i, j) (arXiv 1706.03762). No scores leave the
/// scratch, which holds those of at most 64 queries at a time.
///
/// - Parameters:
///   - q: [tokens, heads · key width]: these heads' columns.
///   - k: [tokens, heads · key width].
///   - v: [tokens, heads · value width].
///   - heads: How many heads there are.
///   - queryTokens: Rows of `q` and of `out`.
///   - keyTokens: Rows of `k` and of `v`; at least one.
///   - scale: Usually 1 / √(key width).
///   - bias: What to add to the scores, by place in the lists, for as many heads.
///   - out: [tokens, heads · value width]; the other rows stay as they are.
///   - scratch: Memory of the calling thread.
public func attend(
  queries q: Matrix, keys k: Matrix, values v: Matrix, heads: Int = 1, from queryTokens: TokenList,
  to keyTokens: TokenList, scale: Float, bias: ScoreBias?, into out: Matrix,
  scratch: AttentionScratch
) {
  precondition(
    heads > 0 && q.columns % heads == 0 && v.columns % heads == 0,
    "\(q.columns) and \(v.columns) channels are not those of \(heads) heads")
  precondition(
    q.columns == k.columns && v.columns == out.columns && k.rows == v.rows,
    "queries \(q.columns) wide, \(k.rows) keys \(k.columns) wide, \(v.rows) values \(v.columns) "
      + "wide and outputs \(out.columns) wide do not go together")
  precondition(keyTokens.count > 0, "\(queryTokens.count) queries have no keys")
  precondition(
    queryTokens.fits(rows: q.rows) && queryTokens.fits(rows: out.rows)
      && keyTokens.fits(rows: k.rows),
    "tokens \(queryTokens.bounds, default: "-"), keys \(keyTokens.bounds, default: "-") are not in "
      + "\(q.rows) queries, \(k.rows) keys and \(out.rows) outputs")
  precondition(
    bias.map {
      $0.heads == heads && $0.queries == queryTokens.count && $0.keys == keyTokens.count
    } ?? true,
    "a bias of \(bias?.heads ?? 0) heads for \(bias?.queries ?? 0) × \(bias?.keys ?? 0) does not fit "
      + "\(heads) heads and \(queryTokens.count) × \(keyTokens.count)")
  let floats = ck_attention_scratch(keyTokens.count, k.columns / heads, v.columns / heads)
  unsafe scratch.withFloats(floats) { scratch in
    unsafe queryTokens.withRowList { from in
      unsafe keyTokens.withRowList { to in
        unsafe ck_attend(
          q.view, k.view, v.view, heads, from, to, scale, bias?.view ?? ck_score_bias(), out.view,
          scratch)
      }
    }
  }
}

/// Scores of one query before bias and softmax: scale · q · k for each key.
///
/// - Parameters:
///   - queryToken: A row of `q`.
///   - q: [tokens, key width]: one head's columns.
///   - k: [tokens, key width].
///   - keyTokens: Rows of `k`.
///   - scale: Usually 1 / √(key width).
/// - Returns: One score per key.
public func scores(
  of queryToken: Int, queries q: Matrix, keys k: Matrix, to keyTokens: TokenList, scale: Float
) -> [Float] {
  precondition(
    q.columns == k.columns, "queries \(q.columns) wide do not go with keys \(k.columns) wide")
  precondition(queryToken >= 0 && queryToken < q.rows, "there is no row \(queryToken) of \(q.rows)")
  precondition(keyTokens.fits(rows: k.rows), "keys \(keyTokens.bounds, default: "-") of \(k.rows)")
  let query = q.rows(queryToken..<queryToken + 1)
  return unsafe [Float](unsafeUninitializedCapacity: keyTokens.count) { scores, count in
    count = keyTokens.count
    guard let start = scores.baseAddress else { return }
    unsafe keyTokens.withRowList { to in
      unsafe ck_attention_scores(query.start, k.view, to, scale, start)
    }
  }
}

/// Scores of several queries before bias and softmax: `scale · q · k` for each pair.
///
/// - Parameters:
///   - queryTokens: Rows of `q`.
///   - q: [tokens, key width]: one head's columns.
///   - k: [tokens, key width].
///   - keyTokens: Rows of `k`.
///   - scale: Usually 1 / √(key width).
///   - scores: [`keyTokens.count`, `queryTokens.count`]: what comes of it.
///   - scratch: Memory of the calling thread.
public func scores(
  of queryTokens: TokenList, queries q: Matrix, keys k: Matrix, to keyTokens: TokenList,
  scale: Float, into scores: Matrix, scratch: AttentionScratch
) {
  precondition(
    q.columns == k.columns, "queries \(q.columns) wide do not go with keys \(k.columns) wide")
  precondition(
    scores.rows == keyTokens.count && scores.columns == queryTokens.count,
    "\(scores.rows) × \(scores.columns) is no place for \(keyTokens.count) scores of each of "
      + "\(queryTokens.count) queries")
  precondition(
    queryTokens.fits(rows: q.rows) && keyTokens.fits(rows: k.rows),
    "tokens \(queryTokens.bounds, default: "-"), keys \(keyTokens.bounds, default: "-") are not in "
      + "\(q.rows) queries and \(k.rows) keys")
  guard queryTokens.count > 0, keyTokens.count > 0 else { return }
  unsafe scratch.withFloats(ck_attention_scratch(keyTokens.count, k.columns, 0)) { scratch in
    unsafe queryTokens.withRowList { from in
      unsafe keyTokens.withRowList { to in
        unsafe ck_group_scores(q.view, k.view, from, to, scale, scores.view, scratch)
      }
    }
  }
}
