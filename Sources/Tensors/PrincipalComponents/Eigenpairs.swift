/// A number and a vector of length 1 that a matrix only stretches by it.
struct Eigenpair {
  var value: Double
  var vector: [Double]
}

extension SymmetricMatrix {
  /// The eigenpairs of largest values, largest first, by simultaneous iteration with a Rayleigh–Ritz
  /// step: the whole group of vectors is multiplied, made orthogonal, and turned to where the matrix
  /// only stretches them.
  ///
  /// The matrix is one of products, so no value is negative.
  ///
  /// - Parameters:
  ///   - count: How many to find; no more come than the matrix has.
  ///   - isWanted: Asked in each step; when it answers no, the work ends.
  /// - Returns: The pairs; `nil` where nobody wants them any more.
  func largestEigenpairs(_ count: Int, while isWanted: () -> Bool) -> [Eigenpair]? {
    let wanted = min(count, size)
    guard wanted > 0 else { return [] }
    var basis = Self.orthonormal(startingVectors(min(size, wanted + Self.spare)))
    var pairs: [Eigenpair] = []
    for _ in 0..<Self.steps {
      guard isWanted() else { return nil }
      let images = times(basis)
      let small = Self.products(of: basis, with: images).eigenpairs()
      let turned = small.map { Self.combine(images, by: $0.vector) }
      pairs = zip(small, turned).map { pair, _ in
        Eigenpair(value: pair.value, vector: Self.combine(basis, by: pair.vector))
      }
      let scale = max(pairs[0].value, .leastNormalMagnitude)
      let isDone = (0..<wanted).allSatisfy { index in
        let pair = pairs[index]
        let rest = zip(turned[index], pair.vector).reduce(0.0) { sum, numbers in
          let difference = numbers.0 - pair.value * numbers.1
          return sum + difference * difference
        }
        return rest.squareRoot() <= Self.tolerance * scale
      }
      if isDone { break }
      basis = Self.orthonormal(turned)
    }
    return Array(pairs.prefix(wanted))
  }

  /// Vectors beyond those wanted, which make the iteration faster.
  private static let spare = 9
  private static let steps = 400
  /// How far a pair may be from one, in parts of the largest value.
  private static let tolerance = 1e-8

  /// Vectors that are no eigenvectors of anything in particular, always the same.
  private func startingVectors(_ count: Int) -> [[Double]] {
    let numbers = SeededNumbers.tensor(
      named: "principal.weight", shape: [count, size], seed: 1
    ).scalars
    return (0..<count).map { vector in
      (0..<size).map { Double(numbers[vector * size + $0]) }
    }
  }

  /// Vectors of length 1 at right angles that span the same, by the modified Gram–Schmidt process run
  /// twice; those that add nothing become zero.
  private static func orthonormal(_ vectors: [[Double]]) -> [[Double]] {
    var result: [[Double]] = []
    for vector in vectors {
      let before = dot(vector, vector).squareRoot()
      var own = vector
      for _ in 0..<2 {
        for other in result {
          let part = dot(own, other)
          for index in own.indices { own[index] -= part * other[index] }
        }
      }
      let length = dot(own, own).squareRoot()
      let factor = length > 1e-14 * before ? 1 / length : 0
      result.append(own.map { $0 * factor })
    }
    return result
  }

  private static func products(of basis: [[Double]], with images: [[Double]]) -> SymmetricMatrix {
    var result = SymmetricMatrix(size: basis.count)
    for row in basis.indices {
      for column in row..<basis.count { result[row, column] = dot(basis[row], images[column]) }
    }
    return result
  }

  private static func combine(_ vectors: [[Double]], by factors: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: vectors[0].count)
    for (vector, factor) in zip(vectors, factors) {
      for index in sum.indices { sum[index] += factor * vector[index] }
    }
    return sum
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  /// All eigenpairs of a small matrix, largest first, by Jacobi's rotations.
  func eigenpairs() -> [Eigenpair] {
    var matrix = self
    var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
    for _ in 0..<50 {
      var off = 0.0
      for row in 0..<size {
        for column in row + 1..<max(size, row + 1) { off += matrix[row, column].magnitude }
      }
      guard off > 1e-18 * matrix.trace.magnitude else { break }
      for row in 0..<size {
        for column in row + 1..<max(size, row + 1) {
          matrix.rotate(row, column, turning: &vectors)
        }
      }
    }
    return (0..<size).map { Eigenpair(value: matrix[$0, $0], vector: vectors[$0]) }
      .sorted { $0.value > $1.value }
  }

  /// Turns two axes so that the numbers where they meet vanish.
  private mutating func rotate(_ p: Int, _ q: Int, turning vectors: inout [[Double]]) {
    let meeting = self[p, q]
    guard meeting != 0 else { return }
    let slope = (self[q, q] - self[p, p]) / (2 * meeting)
    let tangent = (slope < 0 ? -1 : 1) / (slope.magnitude + (slope * slope + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    let (first, second) = (self[p, p], self[q, q])
    for other in 0..<size where other != p && other != q {
      let (left, right) = (self[other, p], self[other, q])
      self[other, p] = cosine * left - sine * right
      self[other, q] = sine * left + cosine * right
    }
    self[p, p] = first - tangent * meeting
    self[q, q] = second + tangent * meeting
    self[p, q] = 0
    for index in 0..<size {
      let (left, right) = (vectors[p][index], vectors[q][index])
      vectors[p][index] = cosine * left - sine * right
      vectors[q][index] = sine * left + cosine * right
    }
  }
}
