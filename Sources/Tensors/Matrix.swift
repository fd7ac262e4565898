import CKernels

/// A rectangle of floats in a shared ``Buffer``: tokens down, channels across.
///
/// A matrix is a view: copies and slices of it show the same floats. Kernels read and write through
/// it without copying, so a slice of rows is what one thread works on.
public struct Matrix: Sendable {
  public let rows: Int
  public let columns: Int
  /// Floats from one row to the next.
  public let stride: Int
  var buffer: Buffer
  let offset: Int

  /// Makes a matrix of zeros.
  ///
  /// Rows start on multiples of 64 bytes, and not on multiples of 4096, which would crowd them into
  /// one cache set.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, stride: Self.stride(of: columns))
  }

  /// Makes a matrix in memory that there is already, whose numbers stay as they are.
  ///
  /// It takes ``floats(rows:columns:)`` floats.
  public init(rows: Int, columns: Int, in buffer: Buffer) {
    let floats = Self.floats(rows: rows, columns: columns)
    precondition(
      rows >= 0 && columns >= 0 && buffer.count >= floats,
      "\(rows) × \(columns) do not fit in \(buffer.count) floats")
    self.rows = rows
    self.columns = columns
    stride = Self.stride(of: columns)
    self.buffer = buffer
    offset = 0
  }

  /// Memory that a matrix of this size needs.
  public static func floats(rows: Int, columns: Int) -> Int {
    rows * stride(of: columns) + 64  // vectors may read beyond a row
  }

  private static func stride(of columns: Int) -> Int { (columns + 15) / 16 * 16 + 16 }

  /// Makes a matrix of zeros whose rows start so many floats apart.
  ///
  /// Rows without gaps between them suit many rows of few columns, as the channels of a picture.
  public init(rows: Int, columns: Int, stride: Int) {
    precondition(rows >= 0 && columns >= 0, "\(rows) × \(columns) is not a size")
    precondition(stride >= columns, "rows of \(columns) do not fit in \(stride)")
    self.rows = rows
    self.columns = columns
    self.stride = stride
    buffer = Buffer(count: rows * stride + 64)  // vectors may read beyond a row
    offset = 0
  }

  /// Copies a tensor of two dimensions.
  public init(_ tensor: Tensor) {
    precondition(tensor.shape.extents.count == 2, "\(tensor.shape) is no matrix")
    self.init(rows: tensor.shape.extents[0], columns: tensor.shape.extents[1])
    for row in 0..<rows {
      for column in 0..<columns { self[row, column] = tensor.scalars[row * columns + column] }
    }
  }

  private init(of matrix: Matrix, rows: Range<Int>, columns: Range<Int>) {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= matrix.rows && columns.lowerBound >= 0
        && columns.upperBound <= matrix.columns,
      "rows \(rows), columns \(columns) are not in \(matrix.rows) × \(matrix.columns)")
    self.rows = rows.count
    self.columns = columns.count
    stride = matrix.stride
    buffer = matrix.buffer
    offset = matrix.offset + rows.lowerBound * matrix.stride + columns.lowerBound
  }

  /// The same floats, fewer rows.
  public func rows(_ range: Range<Int>) -> Matrix {
    Matrix(of: self, rows: range, columns: 0..<columns)
  }

  /// The same floats of one row.
  public func row(at row: Int) -> Matrix { rows(row..<row + 1) }

  /// The same floats, fewer columns.
  public func columns(_ range: Range<Int>) -> Matrix {
    Matrix(of: self, rows: 0..<rows, columns: range)
  }

  public subscript(row: Int, column: Int) -> Float {
    get {
      precondition(contains(row, column), "(\(row), \(column)) is not in \(rows) × \(columns)")
      return unsafe start[row * stride + column]
    }
    nonmutating set {
      precondition(contains(row, column), "(\(row), \(column)) is not in \(rows) × \(columns)")
      unsafe start[row * stride + column] = newValue
    }
  }

  /// A copy of one row.
  public func row(_ row: Int) -> [Float] {
    precondition(contains(row, 0) || columns == 0, "there is no row \(row) of \(rows)")
    return unsafe Array(UnsafeBufferPointer(start: start + row * stride, count: columns))
  }

  /// A dense row-major copy.
  public var tensor: Tensor {
    Tensor((0..<rows).flatMap { row($0) }, shape: [rows, columns])
  }

  /// Whether nobody else holds the floats, so that they may be written over.
  public mutating func isUniquelyReferenced() -> Bool { isKnownUniquelyReferenced(&buffer) }

  /// The same rows as the kernels see them.
  var view: ck_matrix {
    unsafe ck_matrix(start: start, stride: stride, rows: rows, columns: columns)
  }

  /// The first float.
  ///
  /// For the kernels of this module only.
  var start: UnsafeMutablePointer<Float> { unsafe buffer.start + offset }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }
}
