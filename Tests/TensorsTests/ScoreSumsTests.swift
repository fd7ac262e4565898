import Testing

@testable import Tensors

@Suite struct ScoreSumsTests {
  static let sizes = [(1, 1), (49, 49), (64, 392), (7, 3), (17, 100), (130, 2100)]

  private func places(
    _ queries: Int, _ keys: Int, _ random: inout RandomNumbers
  ) -> (queries: [(row: Double, column: Double)], keys: [(row: Double, column: Double)?]) {
    func place() -> (row: Double, column: Double) {
      (Double(Int.random(in: 0..<56, using: &random)), Double.random(in: 0...55, using: &random))
    }
    return (
      (0..<queries).map { _ in place() },
      (0..<keys).map { $0 % 5 == 3 ? nil : place() }
    )
  }

  @Test("Entropy, distance and largest weight are those of the softmax", arguments: sizes)
  func sumsAreThoseOfTheFormula(_ queries: Int, _ keys: Int) {
    var random = RandomNumbers(seed: queries + keys)
    let scores = random.matrix(keys, queries, in: -6...6)
    let (from, to) = places(queries, keys, &random)
    for set in InstructionSet.available {
      set.run {
        let sums = ScoreSums(of: scores, at: ScorePlaces(queries: from, keys: to))
        for query in 0..<queries {
          let expected = Reference.statistics(
            ofScores: (0..<keys).map { scores[$0, query] }, query: from[query], keys: to)
          #expect(abs(sums.entropy(ofQuery: query) - expected.entropy) < 1e-5)
          #expect(abs(sums.largestWeight(ofQuery: query) - expected.largest) < 1e-6)
          #expect(abs(sums.distance(ofQuery: query) - expected.distance) < 1e-4)
          #expect(abs(sums.placedWeight(ofQuery: query) - expected.placed) < 5e-6)
        }
      }
    }
  }

  @Test("Some of the queries have the same sums as among all of them")
  func slicesAgree() {
    var random = RandomNumbers(seed: 3)
    let scores = random.matrix(20, 40, in: -3...3)
    let (from, to) = places(40, 20, &random)
    let all = ScorePlaces(queries: from, keys: to)
    let whole = ScoreSums(of: scores, at: all)
    let part = ScoreSums(of: scores.columns(13..<37), at: all.queries(13..<37))
    for query in 13..<37 {
      #expect(part.entropy(ofQuery: query - 13) == whole.entropy(ofQuery: query))
      #expect(part.distance(ofQuery: query - 13) == whole.distance(ofQuery: query))
    }
  }

  @Test("Scores far apart neither overflow nor leave an entropy below zero")
  func largeScores() {
    let scores = Matrix(rows: 3, columns: 1)
    for (key, score) in [Float(-4000), 3000, 100].enumerated() { scores[key, 0] = score }
    let places = ScorePlaces(queries: [(0, 0)], keys: [(0, 1), (3, 4), nil])
    for set in InstructionSet.available {
      set.run {
        let sums = ScoreSums(of: scores, at: places)
        #expect(sums.entropy(ofQuery: 0) >= 0 && sums.entropy(ofQuery: 0) < 1e-6)
        #expect(abs(sums.largestWeight(ofQuery: 0) - 1) < 1e-6)
        #expect(abs(sums.distance(ofQuery: 0) - 5) < 1e-6)
      }
    }
  }

  @Test("A score that is no number makes every sum of its query none, and no other's")
  func notANumber() {
    let scores = Matrix(rows: 4, columns: 2)
    scores[2, 1] = .nan
    let places = ScorePlaces(
      queries: [(0, 0), (1, 1)], keys: Array(repeating: (row: 0, column: 0), count: 4))
    for set in InstructionSet.available {
      set.run {
        let sums = ScoreSums(of: scores, at: places)
        #expect(abs(sums.largestWeight(ofQuery: 0) - 0.25) < 1e-6)
        #expect(sums.entropy(ofQuery: 1).isNaN && sums.distance(ofQuery: 1).isNaN)
      }
    }
  }

  @Test(
    "Scores of many queries are those of each",
    arguments: [(1, 1), (49, 49), (70, 392), (33, 2100)]
  )
  func groupScores(_ queries: Int, _ keys: Int) {
    var random = RandomNumbers(seed: queries * 7 + keys)
    for width in [1, 16, 33] {
      let (q, k) = (random.matrix(queries + 5, width), random.matrix(keys + 9, width))
      for from in [TokenList(3..<queries + 3), random.tokens(queries, below: queries + 5)] {
        let to = random.tokens(keys, below: keys + 9)
        for set in InstructionSet.available {
          set.run {
            let all = random.matrix(keys, queries)
            let around = all.surroundings
            scores(
              of: from, queries: q, keys: k, to: to, scale: 0.3, into: all,
              scratch: AttentionScratch())
            #expect(all.surroundings == around)
            for query in 0..<queries {
              let own = scores(of: from[query], queries: q, keys: k, to: to, scale: 0.3)
              #expect((0..<keys).allSatisfy { abs(all[$0, query] - own[$0]) < 2e-6 })
            }
          }
        }
      }
    }
  }
}
