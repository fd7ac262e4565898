import Synchronization
import Tensors

/// Memory for the queries and keys of a layer that outlive its run.
///
/// Who looks at a run holds on to its matrices, and the next run writes into others: a matrix is
/// taken again once nobody else holds it, so two or three serve a layer for good, and none is copied.
final class RecordMemory: Sendable {
  private let matrices = Mutex<[Matrix]>([])

  /// A matrix that nobody looks at.
  func take(rows: Int, columns: Int) -> Matrix {
    matrices.withLock { matrices in
      for index in matrices.indices where matrices[index].isUniquelyReferenced() {
        return matrices[index]
      }
      let made = Matrix(rows: rows, columns: columns)
      matrices.append(made)
      return made
    }
  }
}
