import Testing

@testable import Tensors

/// Products that trade half of their multiplications for additions keep the digits of plain ones.
@Suite struct FoldedProductTests {
  static let inputs = [1, 2, 3, 5, 64, 96, 515, 516, 517, 1536]

  /// The largest difference from sums in double precision, in units of |x| · |w|.
  private func error(
    of x: Matrix, weight: Tensor, set: InstructionSet, folding: Bool
  ) -> Float {
    let outputs = weight.shape.extents[0]
    let (y, expected) = (
      Matrix(rows: x.rows, columns: outputs), Matrix(rows: x.rows, columns: outputs)
    )
    set.run(folding: folding) { PackedLinear(weight: weight, bias: nil).apply(x, to: y) }
    Reference.linear(x, weight: weight, bias: nil, into: expected, adding: false)
    var worst: Float = 0
    for row in 0..<x.rows {
      let length = Self.length(x.row(row))
      for output in 0..<outputs {
        let inputs = x.columns
        let size =
          length * Self.length(Array(weight.scalars[output * inputs..<(output + 1) * inputs]))
        let difference = abs(y[row, output] - expected[row, output])
        worst = max(worst, size > 0 ? difference / size : difference)
      }
    }
    return worst
  }

  private static func length(_ numbers: some Sequence<Float>) -> Float {
    Float(numbers.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
  }

  /// Rows and outputs of sizes from 10⁻⁶ to 10⁶.
  private func ofAllSizes(inputs: Int) -> (x: Matrix, weight: Tensor) {
    var random = RandomNumbers(seed: inputs)
    let sizes: [Float] = [1, 1e-6, 1e6, 0.03, 30, 0, 1e-3, 1e3, 0.25, 4]
    let (x, outputs) = (random.matrix(53, inputs), 70)
    for row in 0..<x.rows { for c in 0..<inputs { x[row, c] *= sizes[row * 7 % sizes.count] } }
    let numbers = random.floats(outputs * inputs).enumerated().map {
      $1 * sizes[$0 / inputs * 3 % sizes.count]
    }
    return (x, Tensor(numbers, shape: [outputs, inputs]))
  }

  @Test(arguments: inputs) func rowsAndWeightsMayHaveAnySize(inputs: Int) {
    let (x, weight) = ofAllSizes(inputs: inputs)
    for set in InstructionSet.available {
      let plain = error(of: x, weight: weight, set: set, folding: false)
      let folded = error(of: x, weight: weight, set: set, folding: true)
      #expect(folded <= 5e-7, "\(set): \(folded); plain \(plain)")
      #expect(plain <= 2e-7)
    }
  }

  /// Folded products of 53 rows by 70 outputs, with each instruction set.
  private func products(
    inputs: Int, _ body: (_ x: Matrix, _ apply: (Matrix, Matrix) -> Void) -> Void
  ) {
    let (x, weight) = ofAllSizes(inputs: inputs)
    for set in InstructionSet.available {
      set.run(folding: true) {
        let layer = PackedLinear(weight: weight, bias: nil)
        body(x) { layer.apply($0, to: $1) }
      }
    }
  }

  @Test func aRowDependsOnNoOther() {
    products(inputs: 600) { x, apply in
      let (together, alone) = (Matrix(rows: 53, columns: 70), Matrix(rows: 53, columns: 70))
      apply(x, together)
      for row in 0..<53 { apply(x.rows(row..<row + 1), alone.rows(row..<row + 1)) }
      #expect(together.tensor == alone.tensor)
    }
  }

  @Test func whatIsNoNumberStaysInItsRow() {
    products(inputs: 96) { x, apply in
      let (before, after) = (Matrix(rows: 53, columns: 70), Matrix(rows: 53, columns: 70))
      apply(x, before)
      let (first, second) = (x[20, 5], x[31, 95])
      (x[20, 5], x[31, 95]) = (.nan, .infinity)
      apply(x, after)
      (x[20, 5], x[31, 95]) = (first, second)
      for row in 0..<53 {
        if row == 20 || row == 31 {
          #expect(after.row(row).contains { !$0.isFinite })
        } else {
          #expect(Array(after.row(row)) == Array(before.row(row)))
        }
      }
    }
  }

  /// More rows than are measured at once, and a block of inputs more than one.
  @Test func manyRowsByManyInputs() {
    var random = RandomNumbers(seed: 8)
    let (x, weight) = (random.matrix(600, 1100), random.tensor([20, 1100]))
    for set in InstructionSet.available {
      #expect(error(of: x, weight: weight, set: set, folding: true) <= 5e-7)
    }
  }
}
