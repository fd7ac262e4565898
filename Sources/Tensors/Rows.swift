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

/// Copies a matrix to another of the same size that is not read soon, and leaves the caches to what is.
public func copyRowsPastCaches(_ x: Matrix, into y: Matrix) {
  requireSameSize(x, y)
  unsafe ck_copy_past_caches(x.view, y.view)
}

/// The mean over rows, one number per column.
///
/// - Parameters:
///   - x: [rows, columns]; at least one row.
///   - y: [1, columns].
public func meanOfRows(_ x: Matrix, into y: Matrix) {
  precondition(x.rows > 0, "the mean of no rows, \(x.columns) columns wide, does not exist")
  precondition(
    y.rows == 1 && y.columns == x.columns, "\(y.rows) × \(y.columns) is no row of \(x.columns)")
  unsafe ck_mean_of_rows(x.view, y.start)
}

/// The Euclidean length of each row.
public func rowNorms(_ x: Matrix) -> [Float] {
  unsafe [Float](unsafeUninitializedCapacity: x.rows) { norms, count in
    count = x.rows
    if let start = norms.baseAddress { unsafe ck_row_norms(x.view, start) }
  }
}

/// The Euclidean length of each row.
///
/// - Parameters:
///   - x: [rows, columns].
///   - y: [1, rows].
public func rowNorms(_ x: Matrix, into y: Matrix) {
  precondition(
    y.rows == 1 && y.columns == x.rows, "\(y.rows) × \(y.columns) are not lengths of \(x.rows) rows"
  )
  unsafe ck_row_norms(x.view, y.start)
}

func requireSameSize(_ x: Matrix, _ y: Matrix) {
  precondition(
    x.rows == y.rows && x.columns == y.columns,
    "\(x.rows) × \(x.columns) is not the size of \(y.rows) × \(y.columns)")
}
