import Checkpoints
public import Tensors

/// The tensors of a file under the names that attnscope asks for.
public struct CheckpointShapes: Sendable {
  let file: any TensorFile
  let dialect: NameDialect

  /// The shape of a parameter, its pieces put together; `nil` where one of them is missing.
  public func shape(of parameter: String) -> Shape? {
    let pieces = dialect.names(of: parameter).map { file.shape(of: $0) }
    guard let first = pieces.first ?? nil, !first.extents.isEmpty else {
      return pieces.count == 1 ? pieces[0] : nil
    }
    var rows = 0
    for piece in pieces {
      guard let piece, piece.extents.dropFirst() == first.extents.dropFirst() else { return nil }
      let (sum, overflows) = rows.addingReportingOverflow(piece.extents[0])
      if overflows { return nil }
      rows = sum
    }
    return Shape([rows] + first.extents.dropFirst())
  }

  public func contains(_ parameter: String) -> Bool { shape(of: parameter) != nil }

  /// One extent of a parameter; `nil` where there is none, or it is no size for a model.
  func extent(_ axis: Int, of parameter: String) -> Int? {
    guard let extents = shape(of: parameter)?.extents, extents.indices.contains(axis),
      (1...Self.largestExtent).contains(extents[axis])
    else { return nil }
    return extents[axis]
  }

  /// How many there are of something that is numbered from 0, such as blocks.
  func count(_ parameter: (Int) -> String) -> Int {
    var count = 0
    while count < Self.largestCount, contains(parameter(count)) { count += 1 }
    return count
  }

  /// Beyond these a file lies, and nothing is made for it.
  private static let largestExtent = 1 << 20
  private static let largestCount = 1000
}
