import Testing

@testable import Tensors

@Suite struct AttentionTests {
  struct Group: Sendable, CustomTestStringConvertible {
    var queries: Int
    var keys: Int
    var width: Int
    var valueWidth: Int
    var testDescription: String { "\(queries) × \(keys), \(width) and \(valueWidth) wide" }
  }

  static let groups = [
    Group(queries: 49, keys: 49, width: 32, valueWidth: 32),
    Group(queries: 1, keys: 1, width: 1, valueWidth: 1),
    Group(queries: 7, keys: 3, width: 4, valueWidth: 4),
    Group(queries: 33, keys: 69, width: 10, valueWidth: 10),
    Group(queries: 16, keys: 17, width: 16, valueWidth: 8),
    Group(queries: 56, keys: 56, width: 8, valueWidth: 16),
    Group(queries: 65, keys: 197, width: 64, valueWidth: 64),
    Group(queries: 98, keys: 15, width: 33, valueWidth: 100),
    Group(queries: 5, keys: 2100, width: 16, valueWidth: 20),
    Group(queries: 70, keys: 2100, width: 16, valueWidth: 5),
    Group(queries: 98, keys: 98, width: 16, valueWidth: 16),
    Group(queries: 392, keys: 49, width: 16, valueWidth: 4),
    Group(queries: 63, keys: 196, width: 16, valueWidth: 3),
  ]

  private func compare(
    _ group: Group, consecutive: Bool, range: ClosedRange<Float> = -1...1,
    bias: ((Int, Int) -> Float)?, tolerance: Float = 2e-6
  ) {
    var random = RandomNumbers(seed: group.queries * group.keys)
    let rows = max(group.queries, group.keys) + 9
    let q = random.matrix(rows, group.width, in: range)
    let k = random.matrix(rows, group.width, in: range)
    let v = random.matrix(rows, group.valueWidth)
    // Queries are distinct, since each has an output; keys need not be.
    let queries =
      consecutive
      ? TokenList(4..<group.queries + 4)
      : TokenList(Array((0..<rows).shuffled(using: &random).prefix(group.queries)))
    let keys = consecutive ? TokenList(2..<group.keys + 2) : random.tokens(group.keys, below: rows)
    let scratch = AttentionScratch()
    let packedBias = bias.map { bias in
      ScoreBias(queries: group.queries, keys: group.keys) { bias($1, $2) }
    }
    for (set, folding) in InstructionSet.available.flatMap({ [($0, false), ($0, true)] }) {
      let out = random.matrix(rows, group.valueWidth)
      let (expected, around) = (out.copied(), out.surroundings)
      set.run(folding: folding) {
        attend(
          queries: q, keys: k, values: v, from: queries, to: keys, scale: 0.3, bias: packedBias,
          into: out, scratch: scratch)
      }
      Reference.attend(
        queries: q, keys: k, values: v, from: queries, to: keys, scale: 0.3,
        bias: bias ?? { _, _ in 0 }, into: expected)
      expectClose(out, expected, within: tolerance)
      #expect(out.surroundings == around)
    }
  }

  @Test(arguments: groups) func outputsAreThoseOfTheFormula(_ group: Group) {
    compare(group, consecutive: true, bias: nil)
  }

  @Test(arguments: groups) func tokensMayLieAnywhere(_ group: Group) {
    compare(group, consecutive: false, bias: nil)
  }

  @Test(arguments: groups) func aBiasIsAddedBeforeTheSoftmax(_ group: Group) {
    compare(group, consecutive: false) { query, key in Float((query * 31 + key * 17) % 23) / 8 - 1 }
  }

  @Test(arguments: groups) func severalHeadsAreOneAfterAnother(_ group: Group) {
    var random = RandomNumbers(seed: group.queries + 5 * group.keys)
    let (heads, rows) = (3, max(group.queries, group.keys))
    let q = random.matrix(rows, heads * group.width)
    let k = random.matrix(rows, heads * group.width)
    let v = random.matrix(rows, heads * group.valueWidth)
    let (queries, keys) = (TokenList(0..<group.queries), random.tokens(group.keys, below: rows))
    let bias = ScoreBias(heads: heads, queries: group.queries, keys: group.keys) {
      Float(($0 * 7 + $1 * 31 + $2 * 17) % 23) / 8 - 1
    }
    let scratch = AttentionScratch()
    let (together, apart) = (random.matrix(rows, heads * group.valueWidth), v.copied())
    attend(
      queries: q, keys: k, values: v, heads: heads, from: queries, to: keys, scale: 0.3,
      bias: bias, into: together, scratch: scratch)
    // The second half of the queries by themselves, as threads do that share a head.
    let start = group.queries / 32 * 16
    for head in 0..<heads {
      let channels = head * group.width..<(head + 1) * group.width
      let valueChannels = head * group.valueWidth..<(head + 1) * group.valueWidth
      for part in [0..<start, start..<group.queries] {
        attend(
          queries: q.columns(channels), keys: k.columns(channels),
          values: v.columns(valueChannels), from: queries.slice(part), to: keys, scale: 0.3,
          bias: bias.part(heads: head..<head + 1, queries: part),
          into: apart.columns(valueChannels), scratch: scratch)
      }
    }
    expectClose(
      together.rows(0..<group.queries), apart.rows(0..<group.queries), within: 1e-6)
  }

  @Test func largeScoresDoNotOverflow() {
    let group = Group(queries: 20, keys: 30, width: 32, valueWidth: 32)
    compare(
      group, consecutive: true, range: -30...30, bias: { _, key in Float(key) * 9 },
      tolerance: 2e-3)
  }

  @Test func noQueriesNeedNoWork() {
    let empty = Matrix(rows: 5, columns: 8)
    attend(
      queries: empty, keys: empty, values: empty, from: [], to: [1, 2], scale: 1, bias: nil,
      into: empty, scratch: AttentionScratch())
    #expect(empty.tensor == Tensor(zeros: [5, 8]))
  }

  @Test func whatIsNoNumberShowsInTheOutput() {
    var random = RandomNumbers(seed: 11)
    for set in InstructionSet.available {
      let x = random.matrix(20, 8)
      let out = Matrix(rows: 20, columns: 8)
      x[7, 3] = .nan
      set.run {
        attend(
          queries: x, keys: x, values: x, from: TokenList(0..<20), to: TokenList(0..<20), scale: 1,
          bias: nil, into: out, scratch: AttentionScratch())
      }
      #expect((0..<20).allSatisfy { out[$0, 0].isNaN })
    }
  }

  @Test func scoresOfOneQueryAreScaledProducts() {
    var random = RandomNumbers(seed: 12)
    for width in [1, 4, 10, 16, 32, 64, 77] {
      let (q, k) = (random.matrix(12, width), random.matrix(30, width))
      for keys in [TokenList(3..<20), random.tokens(25, below: 30), []] {
        for set in InstructionSet.available {
          set.run {
            let actual = scores(of: 5, queries: q, keys: k, to: keys, scale: 0.25)
            let expected = (0..<keys.count).map {
              Float(0.25 * Reference.dot(q.row(5), k.row(keys[$0])))
            }
            #expect(actual.count == keys.count)
            #expect(zip(actual, expected).allSatisfy { abs($0 - $1) < 2e-6 })
          }
        }
      }
    }
  }

  @Test func manyKeysNeedLittleMemory() {
    var random = RandomNumbers(seed: 13)
    let x = random.matrix(3136, 16)
    let out = Matrix(rows: 3136, columns: 16)
    let all = TokenList(0..<3136)
    attend(
      queries: x, keys: x, values: x, from: all, to: all, scale: 0.25, bias: nil, into: out,
      scratch: AttentionScratch())
    let some = Matrix(rows: 3136, columns: 16)
    let few = TokenList([0, 1000, 3135])
    Reference.attend(
      queries: x, keys: x, values: x, from: few, to: all, scale: 0.25, bias: { _, _ in 0 },
      into: some)
    for query in [0, 1000, 3135] {
      expectClose(out.rows(query..<query + 1), some.rows(query..<query + 1), within: 2e-6)
    }
  }
}
