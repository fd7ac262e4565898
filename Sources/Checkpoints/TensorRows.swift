internal import Tensors

/// A tensor of a file, open to be read a few rows at a time.
///
/// A row is what one index of the first extent holds.
public struct TensorRows {
  /// How many rows there are.
  public let count: Int
  private let reading: (Range<Int>) throws(CheckpointError) -> [Float]

  /// - Parameters:
  ///   - shape: That of the whole tensor, with one extent at least.
  ///   - reading: Reads elements by their places in the whole, as floats.
  init(shape: Shape, reading: @escaping (Range<Int>) throws(CheckpointError) -> [Float]) {
    count = shape.extents[0]
    let length = shape.rowLength
    self.reading = { rows throws(CheckpointError) in
      try reading(rows.lowerBound * length..<rows.upperBound * length)
    }
  }

  /// Rows of a tensor that is in memory.
  init(of tensor: Tensor) {
    self.init(shape: tensor.shape) { Array(tensor.scalars[$0]) }
  }

  /// Reads rows and turns their elements into floats, one row after another.
  ///
  /// - Throws: ``CheckpointError`` where the file cannot be read.
  public func read(_ rows: Range<Int>) throws(CheckpointError) -> [Float] {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= count, "there are no rows \(rows) of \(count)")
    return try reading(rows)
  }
}
