import Testing

@testable import Tensors

@Suite struct DepthwiseConvolutionTests {
  @Test(arguments: [1, 3, 5, 7], [false, true])
  func mapsAreConvolvedAsTheTwinDoes(kernel: Int, adding: Bool) {
    var random = RandomNumbers(seed: kernel)
    for set in InstructionSet.available {
      for (height, width, channels) in [(1, 1, 3), (5, 4, 16), (7, 7, 33), (2, 9, 64), (14, 1, 96)]
      {
        let weight = random.tensor([channels, 1, kernel, kernel])
        let bias = adding ? nil : random.tensor([channels])
        let convolution = DepthwiseConvolution(weight: weight, bias: bias)
        let x = random.matrix(height * width, channels)
        let y = random.matrix(height * width, channels)
        let (expected, around) = (y.copied(), y.surroundings)
        let rows = height / 3..<height
        set.run {
          convolution.apply(
            x, height: height, width: width, rows: rows,
            into: y.rows(rows.lowerBound * width..<height * width), adding: adding)
        }
        Reference.depthwise(
          x, weight: weight, bias: bias, region: TokenList(0..<height * width), height: height,
          width: width, rows: rows, into: expected, adding: adding)
        expectClose(y, expected, within: 1e-5)
        #expect(y.surroundings == around)
      }
    }
  }

  @Test(arguments: [1, 3, 5]) func aResidualConvolutionAddsItsInput(kernel: Int) {
    var random = RandomNumbers(seed: kernel + 20)
    let (weight, bias) = (random.tensor([33, 1, kernel, kernel]), random.tensor([33]))
    let x = random.matrix(7 * 6, 33)
    let (y, expected) = (Matrix(rows: x.rows, columns: 33), x.copied())
    DepthwiseConvolution(weight: weight, bias: bias, residual: true)
      .apply(x, height: 7, width: 6, rows: 0..<7, into: y, adding: false)
    DepthwiseConvolution(weight: weight, bias: bias)
      .apply(x, height: 7, width: 6, rows: 0..<7, into: expected, adding: true)
    expectClose(y, expected, within: 1e-6)
  }

  @Test(arguments: [3, 5], [false, true])
  func aRegionSeesNothingAroundIt(kernel: Int, adding: Bool) {
    var random = RandomNumbers(seed: kernel + 10)
    for set in InstructionSet.available {
      for (height, width, channels) in [(8, 2, 32), (1, 7, 5), (7, 7, 16), (14, 7, 20)] {
        let weight = random.tensor([channels, 1, kernel, kernel])
        let bias = random.tensor([channels])
        let region = TokenList(
          Array((0..<200).shuffled(using: &random).prefix(height * width)))
        let (x, y) = (random.matrix(200, channels), random.matrix(200, channels))
        let expected = y.copied()
        let convolution = DepthwiseConvolution(weight: weight, bias: bias)
        set.run {
          convolution.apply(
            x, region: region, height: height, width: width, into: y, adding: adding)
        }
        Reference.depthwise(
          x, weight: weight, bias: bias, region: region, height: height, width: width,
          rows: 0..<height, into: expected, adding: adding)
        expectClose(y, expected, within: 1e-5)
      }
    }
  }
}
