import Tensors

/// What a layer adds to the mixed values by the places of the tokens, as data.
public enum ValueTermSpec: Sendable {
  case none
  /// LePE, the locally enhanced positional encoding of CSWin (arXiv 2107.00652): a depthwise 3×3
  /// convolution of the values inside each group, as if nothing but zeros were around it.
  ///
  /// One name for each branch of the pattern: `name.weight [channels of the branch, 1, 3, 3]`,
  /// `name.bias`. Groups have to be rectangles.
  case locallyEnhanced([String])

  func make(
    _ pattern: AttentionPattern, headWidth: Int, _ parameters: ParameterScope
  ) throws(ModelError) -> LocalEnhancement? {
    switch self {
    case .none: nil
    case .locallyEnhanced(let names):
      try LocalEnhancement(names, of: pattern, headWidth: headWidth, parameters)
    }
  }
}

/// A depthwise 3×3 convolution of the values, cut into heads: whoever computes a group of a head
/// adds its part there and then.
struct LocalEnhancement: Sendable {
  private static let kernel = 3
  /// One for each head.
  private let heads: [DepthwiseConvolution]

  init(
    _ names: [String], of pattern: AttentionPattern, headWidth: Int, _ parameters: ParameterScope
  ) throws(ModelError) {
    precondition(
      names.count == pattern.branches.count,
      "\(names.count) convolutions do not serve \(pattern.branches.count) branches")
    let (taps, size) = (Self.kernel * Self.kernel, Self.kernel)
    var heads: [DepthwiseConvolution] = []
    for (name, branch) in zip(names, pattern.branches) {
      let channels = branch.heads.count * headWidth
      let scope = parameters[name]
      let weight = try scope["weight"].tensor([channels, 1, size, size]).scalars
      let bias = try scope["bias"].tensor([channels]).scalars
      for first in stride(from: 0, to: channels, by: headWidth) {
        heads.append(
          DepthwiseConvolution(
            weight: Tensor(
              Array(weight[first * taps..<(first + headWidth) * taps]),
              shape: [headWidth, 1, size, size]),
            bias: Tensor(Array(bias[first..<first + headWidth]), shape: [headWidth])))
      }
    }
    self.heads = heads
  }

  func macs(tokens: Int, width: Int) -> Int { Self.kernel * Self.kernel * tokens * width }

  /// The convolutions of one group, one for each head.
  ///
  /// - Precondition: The group's tokens are a rectangle of the grid, row by row.
  func terms(
    of group: AttentionPattern.Group, heads range: Range<Int>, on grid: TokenGrid
  ) -> [ValueTerm] {
    let columns = group.queries.prefix { $0 / grid.columns == group.queries[0] / grid.columns }
      .count
    let rows = group.queries.count / max(columns, 1)
    let isRectangle = group.queries.indices.allSatisfy { index in
      group.queries[index] == group.queries[0] + index / columns * grid.columns + index % columns
    }
    precondition(isRectangle, "\(group.queries.count) tokens are not \(rows) rows of \(columns)")
    return range.map { ValueTerm(convolution: heads[$0], rows: rows, columns: columns) }
  }
}

/// What is added to the mixed values of one group of one head.
struct ValueTerm: Sendable {
  let convolution: DepthwiseConvolution
  /// Rows and columns of the group's tokens.
  let rows: Int
  let columns: Int

  /// Adds the term.
  ///
  /// - Parameters:
  ///   - values: `[tokens, head width]`.
  ///   - tokens: Rows of `values` and of `mixed`: the group.
  ///   - mixed: `[tokens, head width]`.
  func add(values: Matrix, at tokens: TokenList, to mixed: Matrix) {
    convolution.apply(
      values, region: tokens, height: rows, width: columns, into: mixed, adding: true)
  }
}
