/// Which columns of each row of a matrix differ from those of another, bit for bit.
///
/// - Parameters:
///   - x: [rows, columns]; at most 64 columns.
///   - y: A matrix of the same size.
/// - Returns: For each row a set of bits: bit c for column c.
public func differences(of x: Matrix, from y: Matrix) -> [UInt64] {
  requireSameSize(x, y)
  precondition(x.columns <= 64, "\(x.columns) columns do not go into 64 bits")
  return (0..<x.rows).map { row in
    var bits: UInt64 = 0
    for column in 0..<x.columns {
      let (left, right) = unsafe (
        x.start[row * x.stride + column], y.start[row * y.stride + column]
      )
      if left.bitPattern != right.bitPattern { bits |= 1 << UInt64(column) }
    }
    return bits
  }
}
