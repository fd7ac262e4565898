import Tensors
import Testing

@testable import VisionTransformers

@Suite struct ValueTermTests {
  /// Kernels of ones and no bias: what comes of ones is how many neighbours a token has.
  struct Ones: ParameterSource {
    func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
      Tensor(
        [Float](repeating: name.hasSuffix("weight") ? 1 : 0, count: shape.count), shape: shape)
    }
  }

  @Test(arguments: [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (6, 0)])
  func aGroupIsConvolvedAsIfNothingWereAroundIt(_ stripeWidth: Int, _ branch: Int) throws {
    let grid = TokenGrid(rows: 6, columns: 6)
    let pattern = try CrossShapedWindowAttention(stripeWidth: stripeWidth).pattern(
      for: BlockContext(grid: grid, heads: 4))
    let enhancement = try LocalEnhancement(
      pattern.branches.map(\.name), of: pattern, headWidth: 2, ParameterScope(Ones()))
    let head = pattern.branches[branch].heads.lowerBound
    let (ones, sums) = (Matrix(rows: 36, columns: 2), Matrix(rows: 36, columns: 2))
    for token in 0..<36 {
      for channel in 0..<2 { ones[token, channel] = 1 }
    }
    for group in pattern.branches[branch].groups {
      let terms = enhancement.terms(of: group, heads: head..<head + 1, on: grid)
      terms[0].add(values: ones, at: TokenList(group.queries), to: sums)
    }
    for token in 0..<36 {
      let stripe = try #require(pattern.branches[branch].group(ofQuery: token)).keys
      let neighbours = stripe.count { isNeighbour($0, of: token, on: grid) }
      #expect(sums.row(token) == [Float(neighbours), Float(neighbours)], "token \(token)")
    }
  }

  @Test func eachBranchHasItsOwnConvolution() throws {
    let audit = ParameterAudit()
    let pattern = try CrossShapedWindowAttention(stripeWidth: 2).pattern(
      for: BlockContext(grid: TokenGrid(rows: 6, columns: 6), heads: 4))
    _ = try ValueTermSpec.locallyEnhanced(["first", "second"]).make(
      pattern, headWidth: 8, ParameterScope(audit))
    #expect(
      audit.parameters == [
        ParameterShape(name: "first.weight", shape: [16, 1, 3, 3]),
        ParameterShape(name: "first.bias", shape: [16]),
        ParameterShape(name: "second.weight", shape: [16, 1, 3, 3]),
        ParameterShape(name: "second.bias", shape: [16]),
      ])
  }

  private func isNeighbour(_ other: Int, of token: Int, on grid: TokenGrid) -> Bool {
    let (row, column) = grid.position(of: token)
    let (otherRow, otherColumn) = grid.position(of: other)
    return abs(otherRow - row) <= 1 && abs(otherColumn - column) <= 1
  }
}
