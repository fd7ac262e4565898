import Testing

@testable import Tensors

@Suite struct PoolingTests {
  @Test func aSquareBecomesItsMean() {
    let map = Matrix(Tensor((0..<12).map { Float($0 * $0) }, shape: [12, 1]))
    let pooled = Matrix(rows: 2, columns: 1)
    averagePool(map, height: 3, width: 4, side: 2, outputs: 0..<2, into: pooled)
    #expect(pooled[0, 0] == Float(0 + 1 + 16 + 25) / 4)
    #expect(pooled[1, 0] == Float(4 + 9 + 36 + 49) / 4)
  }

  @Test(arguments: [(6, 8, 2), (7, 9, 2), (9, 7, 3), (2, 3, 1)])
  func meansAreThoseOfTheFormula(_ height: Int, _ width: Int, _ side: Int) {
    var random = RandomNumbers(seed: width)
    let map = random.matrix(height * width, 19)
    let outputs = 1..<(height / side) * (width / side)
    for set in InstructionSet.available {
      let means = random.matrix(outputs.count, 19)
      let (expected, surroundings) = (means.copied(), means.surroundings)
      Reference.averagePool(map, width: width, side: side, outputs: outputs, into: expected)
      set.run {
        averagePool(
          map, height: height, width: width, side: side, outputs: outputs, into: means)
      }
      expectClose(means, expected, within: 1e-6)
      #expect(means.surroundings == surroundings)
    }
  }

  @Test func theMaximumTakesNothingFromBesideTheMap() {
    let map = Matrix(Tensor((0..<12).map { -1 - Float($0) }, shape: [12, 1]))
    let pooled = Matrix(rows: 4, columns: 1)
    maximumPool(
      map, height: 3, width: 4, kernel: 3, stride: 2, padding: 1, outputs: 0..<4, into: pooled)
    #expect(pooled.tensor.scalars == [-1, -2, -5, -6])
  }

  @Test(arguments: [(3, 2, 1), (2, 2, 0), (3, 1, 2), (1, 3, 0)])
  func maximaAreThoseOfTheFormula(_ kernel: Int, _ stride: Int, _ padding: Int) {
    var random = RandomNumbers(seed: kernel)
    let (height, width) = (7, 9)
    let map = random.matrix(height * width, 21)
    let across = (width + 2 * padding - kernel) / stride + 1
    let outputs = 2..<((height + 2 * padding - kernel) / stride + 1) * across
    for set in InstructionSet.available {
      let maxima = random.matrix(outputs.count, 21)
      let (expected, surroundings) = (maxima.copied(), maxima.surroundings)
      Reference.maximumPool(
        map, height: height, width: width, kernel: kernel, stride: stride, padding: padding,
        outputs: outputs, into: expected)
      set.run {
        maximumPool(
          map, height: height, width: width, kernel: kernel, stride: stride, padding: padding,
          outputs: outputs, into: maxima)
      }
      expectClose(maxima, expected, within: 0)
      #expect(maxima.surroundings == surroundings)
    }
  }
}
