import Testing

@testable import Tensors

/// Each kernel against its twin, with all instruction sets of this processor.
@Suite struct RowKernelTests {
  static let sizes = [
    (1, 1), (3, 7), (2, 16), (5, 17), (4, 31), (7, 64), (9, 96), (2, 100), (1, 333), (6, 768),
    (0, 5), (16, 40), (17, 96), (35, 260), (50, 19),
  ]

  /// Runs a kernel and its twin on the same numbers, and compares.
  private func compare(
    within tolerance: Float, in range: ClosedRange<Float> = -3...3,
    _ kernel: (_ x: Matrix, _ y: Matrix, _ scale: Buffer, _ shift: Buffer) -> Void,
    _ twin: (_ x: Matrix, _ y: Matrix, _ scale: Buffer, _ shift: Buffer) -> Void
  ) {
    var random = RandomNumbers(seed: 5)
    for set in InstructionSet.available {
      for (rows, columns) in Self.sizes {
        let (x, y) = (random.matrix(rows, columns, in: range), random.matrix(rows, columns))
        let (scale, shift) = (Buffer(random.floats(columns)), Buffer(random.floats(columns)))
        let (twinX, twinY) = (x.copied(), y.copied())
        let (aroundX, aroundY) = (x.surroundings, y.surroundings)
        set.run { kernel(x, y, scale, shift) }
        twin(twinX, twinY, scale, shift)
        expectClose(x, twinX, within: tolerance)
        expectClose(y, twinY, within: tolerance)
        #expect(x.surroundings == aroundX && y.surroundings == aroundY)
      }
    }
  }

  @Test func layerNormIsTheFormula() {
    compare(within: 1e-5) { x, y, scale, shift in
      layerNorm(x, scale: scale, shift: shift, epsilon: 1e-5, into: y)
    } _: { x, y, scale, shift in
      Reference.layerNorm(x, scale: scale, shift: shift, epsilon: 1e-5, into: y)
    }
  }

  @Test func layerNormWorksInPlace() {
    compare(within: 1e-5) { x, _, scale, shift in
      layerNorm(x, scale: scale, shift: shift, epsilon: 1e-6, into: x)
    } _: { x, _, scale, shift in
      Reference.layerNorm(x, scale: scale, shift: shift, epsilon: 1e-6, into: x)
    }
  }

  @Test func layerNormKeepsItsDigitsFarFromZero() {
    compare(within: 2e-2, in: 1000...1001) { x, y, scale, shift in
      layerNorm(x, scale: scale, shift: shift, epsilon: 1e-5, into: y)
    } _: { x, y, scale, shift in
      Reference.layerNorm(x, scale: scale, shift: shift, epsilon: 1e-5, into: y)
    }
  }

  @Test func scaleAndShiftIsTheFormula() {
    compare(within: 1e-6) { x, y, scale, shift in
      scaleAndShift(x, scale: scale, shift: shift, into: y)
    } _: { x, y, scale, shift in
      Reference.scaleAndShift(x, scale: scale, shift: shift, into: y)
    }
  }

  /// Rows backwards, some left out, some twice.
  @Test func normsTakeTheRowsThatAListNames() {
    var random = RandomNumbers(seed: 6)
    for set in InstructionSet.available {
      for (rows, columns) in Self.sizes where rows > 0 {
        let x = random.matrix(rows, columns)
        let (scale, shift) = (Buffer(random.floats(columns)), Buffer(random.floats(columns)))
        let places = (0..<rows + 3).map { (3 * rows - 2 * $0 - 1 + rows) % rows }.map(abs)
        let gathered = Matrix(rows: places.count, columns: columns)
        gatherRows(x, TokenList(places), partsPerRow: 1, into: gathered)
        for isLayer in [true, false] {
          let y = random.matrix(places.count, columns)
          let expected = random.matrix(places.count, columns)
          set.run {
            if isLayer {
              layerNorm(
                x, at: TokenList(places), scale: scale, shift: shift, epsilon: 1e-5, into: y)
              layerNorm(gathered, scale: scale, shift: shift, epsilon: 1e-5, into: expected)
            } else {
              scaleAndShift(x, at: TokenList(places), scale: scale, shift: shift, into: y)
              scaleAndShift(gathered, scale: scale, shift: shift, into: expected)
            }
          }
          #expect(y.tensor == expected.tensor)
        }
      }
    }
  }

  @Test func geluIsExactToSixPlaces() {
    compare(within: 1e-6, in: -8...8) { x, _, _, _ in
      gelu(x)
    } _: { x, _, _, _ in
      Reference.gelu(x)
    }
  }

  @Test(arguments: [-Float.infinity, -1e30, -6, -5.5, -0.0, 0, 5.5, 7, 1e30, .infinity])
  func geluIsExactAtTheEdges(of value: Float) {
    let expected: Float = value < 0 ? 0 : value
    for set in InstructionSet.available {
      let x = Matrix(rows: 1, columns: 3)
      x[0, 1] = value
      set.run { gelu(x) }
      #expect(x[0, 1] == expected || abs(x[0, 1] - expected) < 1e-6)
      #expect(abs(x[0, 0]) < 1e-6)
    }
  }

  @Test func whatIsNoNumberStaysNone() {
    for set in InstructionSet.available {
      for kernel in [gelu, relu, relu6] {
        let x = Matrix(rows: 1, columns: 20)
        for column in 0..<20 { x[0, column] = .nan }
        set.run { kernel(x) }
        #expect((0..<20).allSatisfy { x[0, $0].isNaN })
      }
    }
  }

  @Test func reluAndRelu6AreTheirFormulas() {
    compare(within: 0, in: -9...9) { x, _, _, _ in
      relu(x)
    } _: { x, _, _, _ in
      Reference.relu(x)
    }
    compare(within: 0, in: -9...9) { x, _, _, _ in
      relu6(x)
    } _: { x, _, _, _ in
      Reference.relu6(x)
    }
  }

  @Test func sumsAndCopiesAreExact() {
    compare(within: 0) { x, y, _, _ in
      add(x, into: y)
    } _: { x, y, _, _ in
      Reference.add(x, into: y)
    }
    compare(within: 0) { x, y, _, _ in
      copyRows(x, into: y)
    } _: { x, y, _, _ in
      Reference.copyRows(x, into: y)
    }
    compare(within: 0) { x, y, _, _ in
      copyRowsPastCaches(x, into: y)
    } _: { x, y, _, _ in
      Reference.copyRows(x, into: y)
    }
  }

  @Test func meansAndNormsAreThoseOfTheTwin() {
    var random = RandomNumbers(seed: 6)
    for set in InstructionSet.available {
      for (rows, columns) in Self.sizes {
        let x = random.matrix(rows, columns)
        set.run {
          let (norms, twin) = (rowNorms(x), Reference.rowNorms(x))
          #expect(norms.count == rows)
          #expect(zip(norms, twin).allSatisfy { abs($0 - $1) < 1e-5 })
          let lengths = random.matrix(1, rows)
          rowNorms(x, into: lengths)
          #expect(lengths.row(0) == norms)
          if rows > 0 {
            let row = random.matrix(1, x.columns)
            meanOfRows(x, into: row)
            let (means, twin) = (row.row(0), Reference.meanOfRows(x))
            #expect(means.count == columns)
            #expect(zip(means, twin).allSatisfy { abs($0 - $1) < 1e-6 })
          }
        }
      }
    }
  }
}
