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

  @Test func someSquaresAreThoseOfAll() {
    var random = RandomNumbers(seed: 1)
    let map = random.matrix(48, 19)
    let all = random.matrix(12, 19)
    averagePool(map, height: 6, width: 8, side: 2, outputs: 0..<12, into: all)
    let some = random.matrix(5, 19)
    let surroundings = some.surroundings
    averagePool(map, height: 6, width: 8, side: 2, outputs: 3..<8, into: some)
    expectClose(some, all.rows(3..<8), within: 0)
    #expect(some.surroundings == surroundings)
  }

  @Test func theMaximumTakesNothingFromBesideTheMap() {
    let map = Matrix(Tensor((0..<12).map { -1 - Float($0) }, shape: [12, 1]))
    let pooled = Matrix(rows: 4, columns: 1)
    maximumPool(
      map, height: 3, width: 4, kernel: 3, stride: 2, padding: 1, outputs: 0..<4, into: pooled)
    #expect(pooled.tensor.scalars == [-1, -2, -5, -6])
  }

  @Test(arguments: [(3, 2, 1), (2, 2, 0), (3, 1, 2), (1, 3, 0)])
  func theMaximumIsOneOfThePatch(_ kernel: Int, _ stride: Int, _ padding: Int) {
    var random = RandomNumbers(seed: kernel)
    let (height, width, channels) = (7, 9, 21)
    let map = random.matrix(height * width, channels, in: 1...2)
    let across = (width + 2 * padding - kernel) / stride + 1
    let count = ((height + 2 * padding - kernel) / stride + 1) * across
    let patches = random.matrix(count, kernel * kernel * channels)
    gatherPatches(
      map, height: height, width: width, kernel: kernel, stride: stride, padding: padding,
      outputs: 0..<count, into: patches)
    let pooled = random.matrix(count - 2, channels)
    maximumPool(
      map, height: height, width: width, kernel: kernel, stride: stride, padding: padding,
      outputs: 2..<count, into: pooled)
    for output in 2..<count {
      for channel in 0..<channels {
        let seen = (0..<kernel * kernel).map { patches[output, $0 * channels + channel] }
        #expect(pooled[output - 2, channel] == seen.max())
      }
    }
  }
}
