import Testing

@testable import Tensors

@Suite struct PositionSensitiveAttentionTests {
  /// Lengths of lines, and channels of queries and of values.
  static let sizes = [
    (56, 4, 8), (28, 16, 32), (14, 6, 12), (7, 32, 64), (1, 2, 5), (19, 3, 7), (150, 5, 9),
  ]

  @Test(arguments: sizes)
  func outputsAreThoseOfTheFormula(_ length: Int, _ keyWidth: Int, _ valueWidth: Int) {
    var random = RandomNumbers(seed: length)
    let (line, qkv, embeddings) = Self.example(length, keyWidth, valueWidth, &random)
    for set in InstructionSet.available {
      let out = random.matrix(3 * length, valueWidth)
      let (expected, surroundings) = (out.copied(), out.surroundings)
      Reference.attendAlong(
        line, queries: qkv.q, keys: qkv.k, values: qkv.v, embeddings: embeddings, scale: 0.7,
        into: expected)
      set.run {
        attendAlong(
          line, queries: qkv.q, keys: qkv.k, values: qkv.v, embeddings: embeddings, scale: 0.7,
          into: out, scratch: AttentionScratch())
      }
      expectClose(out, expected, within: 4e-6)
      #expect(out.surroundings == surroundings)
    }
  }

  @Test(arguments: sizes)
  func scoresAreThoseThatAttentionUses(_ length: Int, _ keyWidth: Int, _ valueWidth: Int) {
    var random = RandomNumbers(seed: length)
    let (line, qkv, embeddings) = Self.example(length, keyWidth, valueWidth, &random)
    let place = length / 3
    var weights = scores(
      ofPlace: place, along: line, queries: qkv.q, keys: qkv.k, embeddings: embeddings, scale: 0.7)
    softmax(&weights)
    let out = Matrix(rows: 3 * length, columns: valueWidth)
    attendAlong(
      line, queries: qkv.q, keys: qkv.k, values: qkv.v, embeddings: embeddings, scale: 0.7,
      into: out, scratch: AttentionScratch())
    for channel in 0..<valueWidth {
      let sum = (0..<length).reduce(Float(0)) { sum, j in
        let embedded = embeddings.values[channel, length - 1 + place - j]
        return sum + weights[j] * (qkv.v[line[j], channel] + embedded)
      }
      #expect(abs(sum - out[line[place], channel]) < 1e-5)
    }
  }

  @Test func withoutEmbeddingsItIsOrdinaryAttention() {
    var random = RandomNumbers(seed: 4)
    let (line, qkv, _) = Self.example(14, 4, 8, &random)
    let nothing = RelativeEmbeddings(
      queries: Tensor(zeros: [4, 27]), keys: Tensor(zeros: [4, 27]),
      values: Tensor(zeros: [8, 27]))
    let (out, expected) = (random.matrix(42, 8), Matrix(rows: 42, columns: 8))
    attendAlong(
      line, queries: qkv.q, keys: qkv.k, values: qkv.v, embeddings: nothing, scale: 0.5,
      into: out, scratch: AttentionScratch())
    attend(
      queries: qkv.q, keys: qkv.k, values: qkv.v, from: line, to: line, scale: 0.5, bias: nil,
      into: expected, scratch: AttentionScratch())
    for place in 0..<14 {
      expectClose(
        out.rows(line[place]..<line[place] + 1), expected.rows(line[place]..<line[place] + 1),
        within: 2e-6)
    }
  }

  /// Each embedding must count the distance in its own direction: two tokens, worked out by hand.
  @Test func distancesCountFromKeyToQueryAndForKeysBackwards() {
    let ones = Matrix(Tensor([1, 1], shape: [2, 1]))
    let embeddings = RelativeEmbeddings(
      queries: Tensor([1, 2, 4], shape: [1, 3]), keys: Tensor([8, 16, 32], shape: [1, 3]),
      values: Tensor([0, 0, 0], shape: [1, 3]))
    func row(_ place: Int) -> [Float] {
      scores(
        ofPlace: place, along: [0, 1], queries: ones, keys: ones, embeddings: embeddings, scale: 0)
    }
    #expect(row(0) == [2 + 16, 1 + 32])
    #expect(row(1) == [4 + 8, 2 + 16])
  }

  private static func example(
    _ length: Int, _ keyWidth: Int, _ valueWidth: Int, _ random: inout RandomNumbers
  ) -> (TokenList, (q: Matrix, k: Matrix, v: Matrix), RelativeEmbeddings) {
    let rows = 3 * length
    return (
      TokenList((0..<length).map { 1 + 2 * $0 }),
      (
        random.matrix(rows, keyWidth), random.matrix(rows, keyWidth),
        random.matrix(rows, valueWidth)
      ),
      RelativeEmbeddings(
        queries: random.tensor([keyWidth, 2 * length - 1]),
        keys: random.tensor([keyWidth, 2 * length - 1]),
        values: random.tensor([valueWidth, 2 * length - 1]))
    )
  }
}
