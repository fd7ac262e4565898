import Testing

@testable import Tensors

/// Outputs of attention that trade a third of their multiplications for additions keep the digits of
/// plain ones.
@Suite struct FoldedOutputsTests {
  /// Queries that fill their vectors in each instruction set.
  static let queries = 112
  static let keys = [1, 2, 3, 4, 47, 48, 49, 50, 51, 95, 98, 392, 2100]

  /// Outputs of one head for queries, keys and values.
  private func outputs(
    of values: Matrix, sharpness: Float, set: InstructionSet, folding: Bool?
  ) -> Matrix {
    var random = RandomNumbers(seed: values.rows)
    let (q, k) = (random.matrix(Self.queries, 8), random.matrix(values.rows, 8))
    let out = Matrix(rows: Self.queries, columns: values.columns)
    let (from, to) = (TokenList(0..<Self.queries), TokenList(0..<values.rows))
    guard let folding else {
      Reference.attend(
        queries: q, keys: k, values: values, from: from, to: to, scale: sharpness,
        bias: { _, _ in 0 }, into: out)
      return out
    }
    set.run(folding: folding) {
      attend(
        queries: q, keys: k, values: values, from: from, to: to, scale: sharpness, bias: nil,
        into: out, scratch: AttentionScratch())
    }
    return out
  }

  /// Values whose channels have sizes from 10⁻⁶ to 10⁶, some of them far from zero.
  private func ofAllSizes(keys: Int) -> Matrix {
    var random = RandomNumbers(seed: keys)
    let values = random.matrix(keys, 4)
    let (sizes, means): ([Float], [Float]) = ([1, 1e-6, 1e6, 30], [0, 0, 5, 1])
    for key in 0..<keys {
      for c in 0..<4 { values[key, c] = (values[key, c] + means[c]) * sizes[c] }
    }
    return values
  }

  /// The largest difference from sums in double precision, in units of a channel's largest value.
  private func error(of actual: Matrix, from expected: Matrix, values: Matrix) -> Float {
    var worst: Float = 0
    for c in 0..<values.columns {
      let largest = (0..<values.rows).reduce(0) { max($0, abs(values[$1, c])) }
      for query in 0..<Self.queries {
        worst = max(worst, abs(actual[query, c] - expected[query, c]) / largest)
      }
    }
    return worst
  }

  @Test(arguments: keys, [0, 1, 100]) func channelsMayHaveAnySize(keys: Int, sharpness: Float) {
    let values = ofAllSizes(keys: keys)
    for set in InstructionSet.available {
      let expected = outputs(of: values, sharpness: sharpness, set: set, folding: nil)
      let plain = outputs(of: values, sharpness: sharpness, set: set, folding: false)
      let folded = outputs(of: values, sharpness: sharpness, set: set, folding: true)
      let plainError = error(of: plain, from: expected, values: values)
      let foldedError = error(of: folded, from: expected, values: values)
      let more: Float = keys <= 392 ? 1e-6 : 1.5e-5
      #expect(foldedError <= plainError + more, "\(set): \(foldedError), plain \(plainError)")
      if keys > 2 && sharpness > 0 {
        #expect(folded.tensor != plain.tensor, "\(set) does not fold")
      }
    }
  }

  @Test func whatIsNoNumberStaysInItsChannel() {
    for set in InstructionSet.available {
      let values = ofAllSizes(keys: 98)
      let before = outputs(of: values, sharpness: 1, set: set, folding: true)
      (values[20, 1], values[60, 3]) = (.nan, .infinity)
      let after = outputs(of: values, sharpness: 1, set: set, folding: true)
      for query in 0..<Self.queries {
        #expect(after[query, 0] == before[query, 0] && after[query, 2] == before[query, 2])
        #expect(!after[query, 1].isFinite && !after[query, 3].isFinite)
      }
    }
  }

  @Test func channelsOfZerosStayZeros() {
    for set in InstructionSet.available {
      let values = Matrix(rows: 50, columns: 4)
      for key in 0..<50 { values[key, 2] = Float(key) }
      let out = outputs(of: values, sharpness: 1, set: set, folding: true)
      #expect((0..<Self.queries).allSatisfy { out[$0, 0] == 0 && out[$0, 2] > 0 })
    }
  }

  @Test func aKeyThatABiasShutsOutLeavesNoTrace() {
    var random = RandomNumbers(seed: 9)
    let (q, k, values) = (
      random.matrix(Self.queries, 8), random.matrix(60, 8), random.matrix(60, 4)
    )
    let bias = ScoreBias(queries: Self.queries, keys: 60) { $2 == 20 ? -.infinity : 0 }
    for set in InstructionSet.available {
      let outputs = [0.5, 77].map { (value: Float) in
        for c in 0..<4 { values[20, c] = value }
        let out = Matrix(rows: Self.queries, columns: 4)
        set.run(folding: true) {
          attend(
            queries: q, keys: k, values: values, from: TokenList(0..<Self.queries),
            to: TokenList(0..<60), scale: 1, bias: bias, into: out, scratch: AttentionScratch())
        }
        return out.tensor
      }
      #expect(outputs[0] == outputs[1])
    }
  }
}
