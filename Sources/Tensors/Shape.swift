/// The extents of a tensor, outermost first: `[rows, columns]`, `[channels, height, width]`.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public let extents: [Int]

  public init(_ extents: [Int]) { self.extents = extents }

  public init(arrayLiteral extents: Int...) { self.extents = extents }

  /// The number of scalars.
  public var count: Int { extents.reduce(1, *) }

  /// The number of scalars that one index of the first extent holds.
  ///
  /// - Precondition: There is an extent.
  public var rowLength: Int { extents.dropFirst().reduce(1, *) }

  public var description: String { "[" + extents.map(String.init).joined(separator: ", ") + "]" }
}
