import Testing

@testable import Tensors

/// Repeatable random numbers (SplitMix64), so that a failure comes back.
struct RandomNumbers: RandomNumberGenerator {
  var state: UInt64

  init(seed: Int) { state = UInt64(seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }

  mutating func tensor(_ shape: Shape, in range: ClosedRange<Float> = -1...1) -> Tensor {
    Tensor(floats(shape.count, in: range), shape: shape)
  }

  /// A matrix of random numbers that lies inside a larger one, on no boundary of anything.
  mutating func matrix(
    _ rows: Int, _ columns: Int, in range: ClosedRange<Float> = -1...1
  ) -> Matrix {
    let whole = Matrix(rows: rows + 2, columns: columns + 5)
    for row in 0..<whole.rows {
      for column in 0..<whole.columns { whole[row, column] = .random(in: range, using: &self) }
    }
    return whole.rows(1..<rows + 1).columns(3..<columns + 3)
  }

  mutating func tokens(_ count: Int, below limit: Int) -> TokenList {
    TokenList((0..<count).map { _ in Int.random(in: 0..<limit, using: &self) })
  }
}

extension Matrix {
  /// The same numbers in memory of their own, laid out differently.
  func copied() -> Matrix {
    let copy = Matrix(rows: rows, columns: columns + 3).columns(1..<columns + 1)
    for row in 0..<rows {
      for column in 0..<columns { copy[row, column] = self[row, column] }
    }
    return copy
  }

  /// All numbers of the larger matrix of ``RandomNumbers/matrix(_:_:in:)`` that are not of this one.
  var surroundings: [Float] {
    (0..<(buffer.count - 64) / stride).flatMap { row in
      (0..<stride).compactMap { column in
        let (own, at) = ((row - offset / stride), column - offset % stride)
        return (0..<rows).contains(own) && (0..<columns).contains(at)
          ? nil : buffer[row * stride + column]
      }
    }
  }
}

/// Expects two matrices to differ nowhere by more than so much.
func expectClose(
  _ actual: Matrix, _ expected: Matrix, within tolerance: Float,
  at location: SourceLocation = #_sourceLocation
) {
  #expect(
    actual.rows == expected.rows && actual.columns == expected.columns, sourceLocation: location)
  var worst: Float = 0
  var place = (0, 0)
  for row in 0..<actual.rows {
    for column in 0..<actual.columns {
      let difference = abs(actual[row, column] - expected[row, column])
      if !(difference <= worst) { (worst, place) = (difference, (row, column)) }
    }
  }
  #expect(
    worst <= tolerance,
    """
    \(actual.rows) × \(actual.columns): \(actual[place.0, place.1]) at \(place), \
    not \(expected[place.0, place.1])
    """, sourceLocation: location)
}
