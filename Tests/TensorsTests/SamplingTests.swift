import Testing

@testable import Tensors

@Suite struct SamplingTests {
  @Test(arguments: [(14, 14, 32), (7, 5, 21), (1, 3, 1)])
  func rowsAreThoseOfTheFormula(_ height: Int, _ width: Int, _ channels: Int) {
    var random = RandomNumbers(seed: height)
    let map = random.matrix(height * width, channels)
    let points = random.matrix(60, 2, in: -2...Float(max(height, width) + 2))
    for set in InstructionSet.available {
      let rows = random.matrix(60, channels)
      let (expected, surroundings) = (rows.copied(), rows.surroundings)
      Reference.sampleRows(map, height: height, width: width, at: points, into: expected)
      set.run { sampleRows(map, height: height, width: width, at: points, into: rows) }
      expectClose(rows, expected, within: 2e-6)
      #expect(rows.surroundings == surroundings)
    }
  }

  @Test func aPointOnATokenIsTheToken() {
    var random = RandomNumbers(seed: 3)
    let map = random.matrix(12, 5)
    let points = Matrix(
      Tensor((0..<12).flatMap { [Float($0 / 4), Float($0 % 4)] }, shape: [12, 2]))
    let rows = random.matrix(12, 5)
    sampleRows(map, height: 3, width: 4, at: points, into: rows)
    expectClose(rows, map, within: 0)
  }

  @Test func whatIsNoNumberOrFarAwayIsZero() {
    let map = Matrix(Tensor([1, 2, 3, 4], shape: [4, 1]))
    let far: [Float] = [.nan, 0, 0, .nan, 1e30, 0, 0, -1e30, -1, 0, 0, 2, .infinity, 0]
    let rows = Matrix(rows: 7, columns: 1)
    sampleRows(
      map, height: 2, width: 2, at: Matrix(Tensor(far, shape: [7, 2])), into: rows)
    #expect(rows.tensor.scalars == [Float](repeating: 0, count: 7))
  }

  @Test(arguments: [(27, 27, 14, 14), (13, 9, 7, 5), (1, 1, 2, 3)])
  func termsAreThoseOfTheFormula(_ rows: Int, _ columns: Int, _ height: Int, _ width: Int) {
    var random = RandomNumbers(seed: rows)
    let table = random.matrix(rows, columns)
    let keys = random.matrix(50, 2, in: -3...Float(height + 2))
    let queryRows = random.floats(height, in: 0...Float(rows))
    let queryColumns = random.floats(width, in: 0...Float(columns))
    let terms = random.matrix(50, height * width)
    let (expected, surroundings) = (terms.copied(), terms.surroundings)
    Reference.lookUp(
      table, queryRows: queryRows, queryColumns: queryColumns, keys: keys, into: expected)
    lookUp(
      table, queryRows: queryRows, queryColumns: queryColumns, keys: keys, into: terms,
      scratch: AttentionScratch())
    expectClose(terms, expected, within: 4e-6)
    #expect(terms.surroundings == surroundings)
  }

  @Test func termsThatAreLookedUpServeAsABias() {
    var random = RandomNumbers(seed: 5)
    let (q, k, v) = (random.matrix(6, 4), random.matrix(5, 4), random.matrix(5, 4))
    let (table, keys) = (random.matrix(5, 5), random.matrix(5, 2, in: 0...3))
    let (queryRows, queryColumns): ([Float], [Float]) = ([2, 3.5], [1, 2.25, 4])
    let scratch = AttentionScratch()
    let bias = ScoreBias(
      from: table, queryRows: queryRows, queryColumns: queryColumns, keyPlaces: keys,
      in: Matrix(rows: 9, columns: 40).rows(2..<7).columns(0..<6), scratch: scratch)
    let terms = Matrix(rows: 5, columns: 6)
    Reference.lookUp(
      table, queryRows: queryRows, queryColumns: queryColumns, keys: keys, into: terms)
    let (out, expected) = (Matrix(rows: 6, columns: 4), Matrix(rows: 6, columns: 4))
    attend(
      queries: q, keys: k, values: v, from: TokenList(0..<6), to: TokenList(0..<5), scale: 0.5,
      bias: bias, into: out, scratch: scratch)
    Reference.attend(
      queries: q, keys: k, values: v, from: TokenList(0..<6), to: TokenList(0..<5), scale: 0.5,
      bias: { terms[$1, $0] }, into: expected)
    expectClose(out, expected, within: 2e-6)
  }
}
