import Testing
import VisionTransformers

/// Tables of positions on other grids, against what PyTorch 2.15 makes of them.
@Suite struct TableResamplingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var resampling: TableResampling
    var grid: TokenGrid
    var target: TokenGrid
    var expected: [Float]
    var testDescription: String { "\(resampling) \(grid) to \(target)" }
  }

  private static let (small, large) = (
    TokenGrid(rows: 3, columns: 3), TokenGrid(rows: 4, columns: 5)
  )
  private static let (wide, low) = (large, TokenGrid(rows: 3, columns: 2))

  static let cases = [
    Case(
      resampling: .bicubic, grid: small, target: large,
      expected: [
        0.229449, 0.759466, 0.516961, 0.623099, 0.91384, 0.368385, 0.706241, 0.082095, 0.522759,
        -0.078877, 0.1741, 0.704117, 0.461612, 0.537348, 0.858491, 0.313037, 0.650893, 0.467585,
        0.467411, 0.596012, 0.093481, 0.623498, 0.380993, 0.436875, 0.777872, 0.232418, 0.570274,
        0.674848, 0.386792, 0.992263, 0.038133, 0.56815, 0.325645, 0.384668, 0.722524, 0.177069,
        0.514925, 0.573949, 0.331443, 0.86146,
      ]),
    Case(
      resampling: .bicubic, grid: wide, target: low,
      expected: [
        0.522341, 0.469647, 0.449663, 0.403519, 0.466082, 0.498191, 0.399776, 0.427557, 0.529133,
        0.526736, 0.462543, 0.451596,
      ]),
    Case(
      resampling: .plainBicubic, grid: small, target: large,
      expected: [
        0.218162, 0.768707, 0.552343, 0.624057, 0.915616, 0.370162, 0.738889, 0.077507, 0.517071,
        -0.107052, 0.163474, 0.71402, 0.497656, 0.518147, 0.860929, 0.315474, 0.684201, 0.458212,
        0.462383, 0.617983, 0.077981, 0.628526, 0.412162, 0.398798, 0.775435, 0.22998, 0.598708,
        0.66049, 0.37689, 1.047845, 0.023293, 0.573838, 0.357475, 0.35202, 0.720748, 0.175293,
        0.54402, 0.538566, 0.322202, 0.872748,
      ]),
    Case(
      resampling: .plainBicubic, grid: wide, target: low,
      expected: [
        0.700066, 0.511246, 0.278064, 0.65929, 0.104803, 0.643821, 0.302679, 0.454368, 0.53721,
        0.776396, 0.673928, 0.249446,
      ]),
    Case(
      resampling: .bilinear, grid: small, target: large,
      expected: [
        0.272727, 0.727273, 0.527273, 0.581818, 0.909091, 0.363636, 0.690909, 0.145454, 0.545455,
        0, 0.215909, 0.670455, 0.470455, 0.525, 0.852273, 0.306818, 0.634091, 0.463636, 0.488636,
        0.568182, 0.147727, 0.602273, 0.402273, 0.456818, 0.784091, 0.238636, 0.565909, 0.620455,
        0.420455, 0.875, 0.090909, 0.545455, 0.345455, 0.4, 0.727273, 0.181818, 0.509091,
        0.563636, 0.363636, 0.818182,
      ]),
    Case(
      resampling: .bilinear, grid: wide, target: low,
      expected: [
        0.655303, 0.484848, 0.329545, 0.575758, 0.272727, 0.602273, 0.363636, 0.443182, 0.515152,
        0.719697, 0.606061, 0.310606,
      ]),
  ]

  @Test(arguments: cases)
  func aTableOnAnotherGridIsThatOfPyTorch(_ expected: Case) {
    let found = expected.resampling.resample(
      table(expected.grid), channels: 2, from: expected.grid, to: expected.target)
    #expect(found.count == expected.expected.count)
    #expect(zip(found, expected.expected).allSatisfy { abs($0 - $1) < 2e-6 })
  }

  @Test(arguments: [TableResampling.bilinear, .bicubic, .plainBicubic])
  func aTableOnItsOwnGridStaysAsItIs(_ resampling: TableResampling) {
    let grid = TokenGrid(rows: 4, columns: 5)
    #expect(
      resampling.resample(table(grid), channels: 2, from: grid, to: grid) == table(grid))
  }

  /// `((7 i + 3 + 5 c) mod 11) / 11` for place `i` and channel `c`.
  private func table(_ grid: TokenGrid) -> [Float] {
    var numbers: [Float] = []
    for place in 0..<grid.count {
      for channel in 0..<2 { numbers.append(Float((place * 7 + 3 + channel * 5) % 11) / 11) }
    }
    return numbers
  }
}
