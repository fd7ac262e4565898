/// A dense row-major array of 32-bit floats: parameters as files and seeds give them.
///
/// A tensor is a value: copies are independent, and sharing between tasks is safe. Where numbers are
/// computed with, see ``Matrix``.
public struct Tensor: Sendable, Equatable {
  public let shape: Shape
  public var scalars: [Float]

  /// - Precondition: `scalars` has as many elements as `shape` says.
  public init(_ scalars: [Float], shape: Shape) {
    precondition(scalars.count == shape.count, "\(scalars.count) scalars do not fill \(shape)")
    self.shape = shape
    self.scalars = scalars
  }

  public init(zeros shape: Shape) {
    self.init([Float](repeating: 0, count: shape.count), shape: shape)
  }
}
