import Tensors

/// What a layer adds to the scores of a query and a key by their places, as data.
public enum PositionTermSpec: Sendable {
  case none
  /// A table of one number for each offset inside a window and head (Swin, arXiv 2103.14030):
  /// `[(2·window − 1)², heads]`.
  ///
  /// Places inside a window are `step` tokens apart: more than 1 where windows are dilated.
  case relativeBias(String, window: Int, step: (rows: Int, columns: Int) = (1, 1))

  func make(heads: Int, grid: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> RelativePositionBias?
  {
    switch self {
    case .none: nil
    case .relativeBias(let name, let window, let step):
      try RelativePositionBias(
        table: parameters[name].tensor([(2 * window - 1) * (2 * window - 1), heads]),
        window: window, heads: heads, step: step)
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

  /// The term for a query at one place and a key at another.
  ///
  /// - Precondition: Both lie in one window.
  func value(
    _ query: (row: Int, column: Int), _ key: (row: Int, column: Int), head: Int
  ) -> Float {
    let down = query.row / step.rows - key.row / step.rows + window - 1
    let across = query.column / step.columns - key.column / step.columns + window - 1
    return table.scalars[(down * (2 * window - 1) + across) * heads + head]
  }
}
