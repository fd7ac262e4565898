import Tensors

/// What a layer adds to the scores of a query and a key by their places, as data.
public enum PositionTermSpec: Sendable {
  case none
  /// A table of one number for each offset inside a window and head (Swin, arXiv 2103.14030):
  /// `[(2·window − 1)², heads]`.
  ///
  /// Places inside a window are `step` tokens apart: more than 1 where windows are dilated.
  case relativeBias(String, window: Int, step: (rows: Int, columns: Int) = (1, 1))

  /// The same, with numbers of its own for each head where one side is a messenger (MSG, arXiv
  /// 2105.15168): `[heads, 2, 1, 1]`, for messengers as keys, and as queries.
  case messengerBias(String, messengers: String, window: Int)

  func make(heads: Int, grid: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> RelativePositionBias?
  {
    switch self {
    case .none: nil
    case .relativeBias(let name, let window, let step):
      try RelativePositionBias(
        table: parameters[name].tensor([(2 * window - 1) * (2 * window - 1), heads]),
        window: window, heads: heads, step: step)
    case .messengerBias(let name, let messengers, let window):
      try RelativePositionBias(
        table: parameters[name].tensor([(2 * window - 1) * (2 * window - 1), heads]),
        window: window, heads: heads, step: (1, 1),
        messengers: parameters[messengers].tensor([heads, 2, 1, 1]))
    }
  }
}

/// A score term looked up by the offset between a query and a key inside a window.
struct RelativePositionBias: Sendable {
  /// `[(2·window − 1)², heads]`, row-major; rows count row offsets, then column offsets.
  let table: Tensor
  let window: Int
  let heads: Int
  let step: (rows: Int, columns: Int)
  /// `[heads, 2]`: for prefix tokens as keys of tokens of the grid, and as queries.
  var messengers: Tensor?

  /// The terms of a group, for some heads.
  func scores(
    of group: AttentionPattern.Group, in places: KeyPlaces, heads: Range<Int>
  ) -> ScoreBias {
    let queries = group.queries.map(places.place(ofQuery:))
    let keys = group.keys.map(places.place(ofKey:))
    return ScoreBias(heads: heads.count, queries: queries.count, keys: keys.count) {
      head, query, key in
      value(queries[query], keys[key], head: heads.lowerBound + head)
    }
  }

  /// The term for a query at one place and a key at another; prefix tokens have no place.
  ///
  /// - Precondition: Both lie in one window.
  func value(
    _ query: (row: Int, column: Int)?, _ key: (row: Int, column: Int)?, head: Int
  ) -> Float {
    guard let query, let key else {
      return messengers?.scalars[2 * head + (query == nil ? 1 : 0)] ?? 0
    }
    let down = query.row / step.rows - key.row / step.rows + window - 1
    let across = query.column / step.columns - key.column / step.columns + window - 1
    return table.scalars[(down * (2 * window - 1) + across) * heads + head]
  }
}
