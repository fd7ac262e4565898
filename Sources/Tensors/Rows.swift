import CKernels

/// Adds a matrix to another of the same size: y += x.
public func add(_ x: Matrix, into y: Matrix) {
  requireSameSize(x, y)
  unsafe ck_add(x.view, y.view)
}

/// Copies a matrix to another of the same size.
public func copyRows(_ x: Matrix, into y: Matrix) {
  requireSameSize(x, y)
  unsafe ck_copy(x.view, y.view)
}

/// The mean over rows, one number per column.
///
/// - Precondition: There is at least one row.
public func meanOfRows(_ x: Matrix) -> [Float] {
  precondition(x.rows > 0, "the mean of no rows, \(x.columns) columns wide, does not exist")
  var means = [Float](repeating: 0, count: x.columns)
  unsafe ck_sum_of_rows(x.view, &means)
  for column in means.indices { means[column] /= Float(x.rows) }
  return means
}

/// The Euclidean length of each row.
public func rowNorms(_ x: Matrix) -> [Float] {
  unsafe [Float](unsafeUninitializedCapacity: x.rows) { norms, count in
    count = x.rows
    if let start = norms.baseAddress { unsafe ck_row_norms(x.view, start) }
  }
}

func requireSameSize(_ x: Matrix, _ y: Matrix) {
  precondition(
    x.rows == y.rows && x.columns == y.columns,
    "\(x.rows) × \(x.columns) is not the size of \(y.rows) × \(y.columns)")
}
