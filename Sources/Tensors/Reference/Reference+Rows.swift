#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Reference {
  static func layerNorm(
    _ x: Matrix, scale: Buffer, shift: Buffer, epsilon: Float, into y: Matrix
  ) {
    for row in 0..<x.rows {
      let values = x.row(row).map(Double.init)
      let mean = values.reduce(0, +) / Double(x.columns)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.columns)
      let deviation = (variance + Double(epsilon)).squareRoot()
      for column in 0..<x.columns {
        let normal = (values[column] - mean) / deviation
        y[row, column] = Float(normal * Double(scale[column]) + Double(shift[column]))
      }
    }
  }

  static func scaleAndShift(_ x: Matrix, scale: Buffer, shift: Buffer, into y: Matrix) {
    for row in 0..<x.rows {
      for column in 0..<x.columns {
        let value = Double(x[row, column]) * Double(scale[column]) + Double(shift[column])
        y[row, column] = Float(value)
      }
    }
  }

  static func gelu(_ x: Matrix) {
    mapEach(x) { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }
  }

  static func relu(_ x: Matrix) { mapEach(x) { max($0, 0) } }

  static func relu6(_ x: Matrix) { mapEach(x) { min(max($0, 0), 6) } }

  static func add(_ x: Matrix, into y: Matrix) {
    for row in 0..<x.rows {
      for column in 0..<x.columns { y[row, column] += x[row, column] }
    }
  }

  static func copyRows(_ x: Matrix, into y: Matrix) {
    for row in 0..<x.rows {
      for column in 0..<x.columns { y[row, column] = x[row, column] }
    }
  }

  static func meanOfRows(_ x: Matrix) -> [Float] {
    (0..<x.columns).map { column in
      Float((0..<x.rows).reduce(0.0) { $0 + Double(x[$1, column]) } / Double(x.rows))
    }
  }

  static func rowNorms(_ x: Matrix) -> [Float] {
    (0..<x.rows).map { row in
      Float(x.row(row).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
    }
  }

  private static func mapEach(_ x: Matrix, _ function: (Double) -> Double) {
    for row in 0..<x.rows {
      for column in 0..<x.columns { x[row, column] = Float(function(Double(x[row, column]))) }
    }
  }
}
