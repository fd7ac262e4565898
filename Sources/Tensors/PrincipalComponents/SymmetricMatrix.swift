/// A symmetric matrix of doubles.
struct SymmetricMatrix {
  let size: Int
  /// `[size × size]`.
  private(set) var numbers: [Double]

  init(size: Int) {
    self.size = size
    numbers = Array(repeating: 0, count: size * size)
  }

  subscript(row: Int, column: Int) -> Double {
    get { numbers[row * size + column] }
    set {
      numbers[row * size + column] = newValue
      numbers[column * size + row] = newValue
    }
  }

  /// The sum of the diagonal.
  var trace: Double { (0..<size).reduce(0) { $0 + numbers[$1 * size + $1] } }

  /// Adds the products of a vector's numbers with each other, to the upper half only.
  mutating func addProducts(of vector: [Double]) {
    precondition(vector.count == size, "\(vector.count) numbers are not \(size)")
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      unsafe vector.withUnsafeBufferPointer { vector in
        for row in 0..<size {
          let factor = unsafe vector[row]
          for column in row..<size {
            unsafe numbers[row * size + column] += factor * vector[column]
          }
        }
      }
    }
  }

  /// Divides the upper half, and makes the lower half the same.
  mutating func fillLowerHalf(dividedBy divisor: Double) {
    for row in 0..<size {
      for column in row..<size { self[row, column] = numbers[row * size + column] / divisor }
    }
  }

  /// The products with several vectors.
  func times(_ vectors: [[Double]]) -> [[Double]] {
    vectors.map { vector in
      var product = [Double](repeating: 0, count: size)
      unsafe numbers.withUnsafeBufferPointer { numbers in
        unsafe product.withUnsafeMutableBufferPointer { product in
          for row in 0..<size {
            let factor = vector[row]
            for column in 0..<size {
              unsafe product[column] += factor * numbers[row * size + column]
            }
          }
        }
      }
      return product
    }
  }
}
