import Testing
import VisionTransformers

@Suite struct TokenSetTests {
  @Test(arguments: [[], [0], [63], [64], [0, 63, 64, 127, 128, 195], Array(0..<196)])
  func aSetHoldsWhatWasInserted(_ tokens: [Int]) {
    var set = TokenSet(in: 0..<196)
    for token in tokens.reversed() { set.insert(token) }
    #expect(Array(set) == tokens)
    #expect(set.count == tokens.count)
    #expect(set.isEmpty == tokens.isEmpty)
    #expect((0..<196).filter(set.contains) == tokens)
    #expect(!set.contains(-1))
    #expect(!set.contains(196))
  }

  @Test func prefixTokensHaveNegativeNumbers() {
    var set = TokenSet(in: -2..<70)
    for token in [69, 0, -2] { set.insert(token) }
    #expect(Array(set) == [-2, 0, 69])
    #expect(!set.contains(-1))
  }

  @Test func aUnionHoldsTheTokensOfBoth() {
    var (left, right) = (TokenSet(in: 0..<100), TokenSet(in: 0..<100))
    for token in [1, 50, 99] { left.insert(token) }
    for token in [0, 50, 64] { right.insert(token) }
    left.formUnion(right)
    #expect(Array(left) == [0, 1, 50, 64, 99])
    #expect(Array(right) == [0, 50, 64])
  }

  @Test func setsAreEqualWhateverTheOrderOfInsertion() {
    var (left, right) = (TokenSet(in: 0..<9), TokenSet(in: 0..<9))
    for token in [1, 8, 1] { left.insert(token) }
    for token in [8, 1] { right.insert(token) }
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
  }
}
