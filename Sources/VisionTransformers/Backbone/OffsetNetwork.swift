import Foundation
import Tensors

/// What tells the deformable blocks of DAT where to read their keys, with its parameters: a depthwise
/// convolution of the queries, norm, GELU, and two numbers for each token, the same network for all
/// groups of heads (arXiv 2201.00520).
///
/// Parameters: `0` is the convolution, `1.norm` the norm, `3` the last layer.
struct OffsetNetwork: Sendable {
  let grid: TokenGrid
  let groups: Int
  private let convolution: DepthwiseConvolution
  private let norm: Norm
  private let output: PackedLinear

  /// How far a point can be moved, in tokens.
  private static let reach: Float = 2

  /// - Parameters:
  ///   - grid: How the tokens lie.
  ///   - width: Channels of a token, all groups together.
  ///   - groups: Groups of heads with points of their own.
  ///   - kernel: The side of the convolution's window.
  ///   - parameters: Where `0`, `1` and `3` are.
  /// - Throws: ``ModelError`` where one is missing or has another shape.
  init(
    grid: TokenGrid, width: Int, groups: Int, kernel: Int, _ parameters: ParameterScope
  ) throws(ModelError) {
    self.grid = grid
    self.groups = groups
    let share = width / groups
    convolution = try parameters["0"].depthwise(width: share, kernel: kernel)
    norm = try NormSpec.layer("1.norm").make(width: share, parameters)
    output = try parameters["3"].convolution(from: share, to: 2, kernel: 1, bias: false)
  }

  /// Multiply-accumulates for all tokens.
  var macs: Int {
    let kernel = convolution.kernel
    return grid.count * groups * convolution.channels * (kernel * kernel + 2)
  }

  /// Finds the points of some rows of the grid.
  ///
  /// - Parameters:
  ///   - queries: `[tokens, width]`: all of them.
  ///   - rows: The rows of the grid to compute.
  ///   - batch: Their tokens.
  ///   - points: `[tokens, 2 · groups]`: row and column for each group, in tokens.
  func apply(
    _ queries: Matrix, rows: Range<Int>, _ batch: RowBatch, into points: Matrix
  ) {
    let own = batch.scratch(.hidden, columns: convolution.channels)
    for group in 0..<groups {
      let channels = group * convolution.channels..<(group + 1) * convolution.channels
      convolution.apply(
        queries.columns(channels), height: grid.rows, width: grid.columns, rows: rows, into: own,
        adding: false)
      norm.apply(own, into: own)
      gelu(own)
      batch.apply(
        output, own, to: points.rows(batch.range).columns(2 * group..<2 * group + 2))
    }
    for token in batch.range {
      let (row, column) = grid.position(of: token)
      for group in 0..<groups {
        points[token, 2 * group] = Self.place(
          row, of: grid.rows, movedBy: points[token, 2 * group])
        points[token, 2 * group + 1] = Self.place(
          column, of: grid.columns, movedBy: points[token, 2 * group + 1])
      }
    }
  }

  /// From the middle of a token, on an axis from −1 to 1 over all of them, to tokens on an axis that
  /// ends in the middles of the outermost ones.
  private static func place(_ index: Int, of count: Int, movedBy offset: Float) -> Float {
    let count = Float(count)
    let reference = (Float(index) + 0.5) / count * 2 - 1
    return (reference + tanhf(offset) * reach / count + 1) / 2 * (count - 1)
  }
}
