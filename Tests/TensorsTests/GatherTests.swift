import Testing

@testable import Tensors

@Suite struct GatherTests {
  @Test func rowsAreConcatenated() {
    var random = RandomNumbers(seed: 7)
    for (columns, parts) in [(1, 1), (7, 4), (16, 4), (33, 2), (96, 1)] {
      let x = random.matrix(20, columns)
      let y = random.matrix(6, columns * parts)
      var tokens = (0..<6 * parts).map { _ in Int.random(in: 0..<20, using: &random) }
      tokens[parts] = -1
      let (expected, around) = (y.copied(), y.surroundings)
      gatherRows(x, TokenList(tokens), partsPerRow: parts, into: y)
      Reference.gatherRows(x, TokenList(tokens), partsPerRow: parts, into: expected)
      expectClose(y, expected, within: 0)
      #expect(y.row(1).prefix(columns).allSatisfy { $0 == 0 })
      #expect(y.surroundings == around)
    }
  }

  @Test func gatheredRowsGoBackToWhereTheyWere() {
    var random = RandomNumbers(seed: 9)
    for columns in [1, 16, 33, 96] {
      let (x, tokens) = (random.matrix(20, columns), [3, 19, 0, 7])
      let (expected, around) = (x.copied(), x.surroundings)
      let gathered = random.matrix(4, columns)
      gatherRows(x, TokenList(tokens), partsPerRow: 1, into: gathered)
      add(gathered, into: gathered)
      scatterRows(gathered, to: TokenList(tokens), of: x)
      for token in tokens {
        for column in 0..<columns { expected[token, column] *= 2 }
      }
      expectClose(x, expected, within: 0)
      #expect(x.surroundings == around)
    }
  }

  @Test func scatteredRowsAreThoseOfTheTwin() {
    var random = RandomNumbers(seed: 10)
    for (rows, columns) in [(1, 1), (5, 7), (20, 16), (13, 33), (8, 96)] {
      let (x, y) = (random.matrix(rows, columns), random.matrix(20, columns))
      let tokens = TokenList(Array((0..<20).shuffled(using: &random).prefix(rows)))
      let (expected, around) = (y.copied(), y.surroundings)
      scatterRows(x, to: tokens, of: y)
      Reference.scatterRows(x, to: tokens, of: expected)
      expectClose(y, expected, within: 0)
      #expect(y.surroundings == around)
    }
  }

  @Test func aSliceOfAListIsAListOfItsOwn() {
    let list = TokenList([9, 4, 5, 6, 2])
    #expect(list.slice(1..<4) == [4, 5, 6] && list.slice(1..<4).consecutiveStart == 4)
    #expect(list.slice(0..<2) == [9, 4] && list.slice(0..<2).consecutiveStart == nil)
    #expect(list.slice(1..<4).slice(1..<3)[1] == 6)
    #expect(list.slice(2..<2).bounds == nil && list.bounds == 2...9)
  }

  struct Window: Sendable {
    var height: Int
    var width: Int
    var channels: Int
    var kernel: Int
    var stride: Int
    var padding: Int
    var beyond = 0
  }

  @Test(arguments: [
    Window(height: 8, width: 12, channels: 3, kernel: 4, stride: 4, padding: 0),
    Window(height: 9, width: 7, channels: 16, kernel: 3, stride: 2, padding: 1),
    Window(height: 10, width: 11, channels: 3, kernel: 7, stride: 4, padding: 2),
    Window(height: 2, width: 3, channels: 5, kernel: 7, stride: 1, padding: 3),
    Window(height: 5, width: 5, channels: 1, kernel: 1, stride: 1, padding: 0),
    Window(height: 4, width: 4, channels: 2, kernel: 3, stride: 1, padding: 5),
    Window(height: 9, width: 7, channels: 3, kernel: 4, stride: 4, padding: 0, beyond: 3),
  ])
  func patchesAreWhatTheWindowSees(_ window: Window) {
    var random = RandomNumbers(seed: 8)
    let down =
      (window.height + 2 * window.padding + window.beyond - window.kernel) / window.stride + 1
    let across =
      (window.width + 2 * window.padding + window.beyond - window.kernel) / window.stride + 1
    let dense = Matrix(
      rows: window.height * window.width, columns: window.channels, stride: window.channels)
    let apart = random.matrix(window.height * window.width, window.channels)
    copyRows(apart, into: dense)
    for outputs in [0..<down * across, down * across / 3..<down * across / 2] {
      for x in [apart, dense] {
        let size = (outputs.count, window.kernel * window.kernel * window.channels)
        let (y, expected) = (random.matrix(size.0, size.1), Matrix(rows: size.0, columns: size.1))
        let around = y.surroundings
        gatherPatches(
          x, height: window.height, width: window.width, kernel: window.kernel,
          stride: window.stride, padding: window.padding, beyond: window.beyond,
          outputs: outputs, into: y)
        Reference.gatherPatches(
          x, height: window.height, width: window.width, kernel: window.kernel,
          stride: window.stride, padding: window.padding, beyond: window.beyond,
          outputs: outputs, into: expected)
        expectClose(y, expected, within: 0)
        #expect(y.surroundings == around)
      }
    }
  }
}
