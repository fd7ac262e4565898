/// Adds a matrix to another of the same size: y += x.
public func add(_ x: Matrix, into y: Matrix) {
  requireSameSize(x, y)
  Reference.add(x, into: y)
}

/// Copies a matrix to another of the same size.
public func copyRows(_ x: Matrix, into y: Matrix) {
  requireSameSize(x, y)
  Reference.copyRows(x, into: y)
}

/// The mean over rows, one number per column.
///
/// - Precondition: There is at least one row.
public func meanOfRows(_ x: Matrix) -> [Float] {
  precondition(x.rows > 0, "the mean of no rows, \(x.columns) columns wide, does not exist")
  return Reference.meanOfRows(x)
}

/// The Euclidean length of each row.
public func rowNorms(_ x: Matrix) -> [Float] { Reference.rowNorms(x) }

func requireSameSize(_ x: Matrix, _ y: Matrix) {
  precondition(
    x.rows == y.rows && x.columns == y.columns,
    "\(x.rows) × \(x.columns) is not the size of \(y.rows) × \(y.columns)")
}
