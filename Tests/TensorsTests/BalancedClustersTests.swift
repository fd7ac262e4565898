import Testing

@testable import Tensors

@Suite struct BalancedClustersTests {
  struct Leaf: Sendable {
    var first: [Int32]
    var last: [Int32]
    var sum: Int32
    var sumOfFirst20: Int32
    var sumOfLast20: Int32
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var tokens: Int
    var width: Int
    var leaves: [Leaf]
    var testDescription: String { "\(tokens) tokens, \(width) wide" }
  }

  /// Numbers that spread without chance:
  /// q[t, k] = ((t²·(k+3) + t·(7k+31) + 17k² + 5) mod 1009) / 1009 − 0.5.
  private func formula(_ tokens: Int, _ width: Int) -> Matrix {
    let q = Matrix(rows: tokens, columns: width)
    for t in 0..<tokens {
      for k in 0..<width {
        q[t, k] =
          Float((t * t * (k + 3) + t * (7 * k + 31) + 17 * k * k + 5) % 1009) / 1009 - 0.5
      }
    }
    return q
  }

  static let cases = [
    Case(
      tokens: 196, width: 4,
      leaves: [
        Leaf(
          first: [118, 126, 105, 94], last: [33, 73, 54, 43], sum: 4640,
          sumOfFirst20: 2034, sumOfLast20: 1735),
        Leaf(
          first: [30, 17, 177, 89], last: [40, 187, 115, 86], sum: 5070,
          sumOfFirst20: 2187, sumOfLast20: 1840),
        Leaf(
          first: [77, 123, 79, 20], last: [88, 36, 101, 80], sum: 4586,
          sumOfFirst20: 1961, sumOfLast20: 1994),
        Leaf(
          first: [14, 21, 70, 108], last: [87, 121, 163, 166], sum: 4814,
          sumOfFirst20: 1755, sumOfLast20: 2329),
      ]),
    Case(
      tokens: 784, width: 8,
      leaves: [
        Leaf(
          first: [348, 133, 35, 654], last: [63, 489, 263, 573], sum: 20938,
          sumOfFirst20: 9062, sumOfLast20: 8295),
        Leaf(
          first: [288, 780, 467, 362], last: [424, 9, 401, 601], sum: 20506,
          sumOfFirst20: 8475, sumOfLast20: 8321),
        Leaf(
          first: [519, 415, 608, 496], last: [132, 53, 123, 706], sum: 18326,
          sumOfFirst20: 8295, sumOfLast20: 6830),
        Leaf(
          first: [548, 119, 536, 214], last: [19, 231, 444, 265], sum: 18943,
          sumOfFirst20: 8456, sumOfLast20: 7916),
        Leaf(
          first: [710, 315, 109, 307], last: [523, 756, 179, 252], sum: 20100,
          sumOfFirst20: 8107, sumOfLast20: 7998),
        Leaf(
          first: [149, 244, 626, 55], last: [470, 779, 262, 776], sum: 19296,
          sumOfFirst20: 7834, sumOfLast20: 8635),
        Leaf(
          first: [280, 463, 690, 271], last: [683, 584, 537, 571], sum: 20787,
          sumOfFirst20: 8906, sumOfLast20: 8899),
        Leaf(
          first: [188, 774, 618, 491], last: [185, 174, 466, 558], sum: 19873,
          sumOfFirst20: 7231, sumOfLast20: 8382),
        Leaf(
          first: [755, 245, 251, 749], last: [513, 17, 99, 487], sum: 18769,
          sumOfFirst20: 8548, sumOfLast20: 6177),
        Leaf(
          first: [310, 117, 547, 416], last: [98, 217, 447, 43], sum: 18707,
          sumOfFirst20: 7729, sumOfLast20: 7500),
        Leaf(
          first: [192, 91, 275, 173], last: [691, 1, 353, 623], sum: 19381,
          sumOfFirst20: 7884, sumOfLast20: 7930),
        Leaf(
          first: [392, 189, 322, 360], last: [456, 257, 663, 62], sum: 19562,
          sumOfFirst20: 8086, sumOfLast20: 8256),
        Leaf(
          first: [161, 164, 27, 167], last: [465, 381, 172, 453], sum: 19584,
          sumOfFirst20: 7613, sumOfLast20: 8220),
        Leaf(
          first: [549, 18, 157, 47], last: [76, 198, 391, 68], sum: 16491,
          sumOfFirst20: 5695, sumOfLast20: 7394),
        Leaf(
          first: [540, 451, 746, 551], last: [204, 105, 323, 722], sum: 19082,
          sumOfFirst20: 10084, sumOfLast20: 6040),
        Leaf(
          first: [585, 16, 159, 22], last: [488, 83, 586, 692], sum: 16591,
          sumOfFirst20: 5384, sumOfLast20: 7664),
      ]),
  ]

  @Test(arguments: cases) func leavesAreThoseOfTheReferenceCode(_ known: Case) {
    let q = formula(known.tokens, known.width)
    for set in InstructionSet.available {
      set.run {
        let order = balancedClusters(q)
        #expect(order.count == known.tokens && known.leaves.count * 49 == known.tokens)
        for (index, leaf) in known.leaves.enumerated() {
          let members = order[index * 49..<(index + 1) * 49]
          #expect(Array(members.prefix(4)) == leaf.first)
          #expect(Array(members.suffix(4)) == leaf.last)
          #expect(members.reduce(0, +) == leaf.sum)
          #expect(members.prefix(20).reduce(0, +) == leaf.sumOfFirst20)
          #expect(members.suffix(20).reduce(0, +) == leaf.sumOfLast20)
        }
      }
    }
  }

  @Test(arguments: cases) func theTwinAgrees(_ known: Case) {
    let q = formula(known.tokens, known.width)
    #expect(balancedClusters(q) == Reference.balancedClusters(q, leafSize: 49))
  }

  @Test func everyTokenIsInOneLeaf() {
    var random = RandomNumbers(seed: 14)
    let scratch = AttentionScratch()
    for (tokens, width, leaf) in [
      (49, 32, 49), (3136, 32, 49), (784, 3, 49), (40, 5, 5), (8, 33, 1),
    ] {
      let q = random.matrix(tokens, width)
      for set in InstructionSet.available {
        set.run {
          let order = balancedClusters(q, leafSize: leaf, scratch: scratch)
          #expect(order.sorted() == (0..<Int32(tokens)).map { $0 })
        }
      }
    }
  }

  /// A flat picture: nothing tells the tokens apart, so a stable sort leaves them in order.
  @Test(arguments: [Float(0), 0.7]) func equalTokensKeepTheirOrder(value: Float) {
    let q = Matrix(rows: 196, columns: 8)
    for token in 0..<196 {
      for column in 0..<8 { q[token, column] = value }
    }
    for set in InstructionSet.available {
      set.run { #expect(balancedClusters(q) == (0..<196).map { $0 }) }
    }
  }

  /// One half points exactly away from the other: a cosine of −1 would divide by zero.
  @Test func oppositeTokensAreToldApart() {
    let q = Matrix(rows: 98, columns: 4)
    for token in 0..<98 { q[token, 1] = token % 2 == 0 ? 1 : -1 }
    // The halves of the raster order balance out to nothing but for one token each.
    for set in InstructionSet.available {
      set.run {
        let order = balancedClusters(q)
        #expect(Set(order.prefix(49).map { $0 % 2 }).count == 1)
        #expect(order.sorted() == (0..<98).map { $0 })
      }
    }
  }
}
