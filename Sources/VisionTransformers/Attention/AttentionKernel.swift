public import Tensors

/// The heart of an attention layer: what it computes once queries, keys and values are there.
///
/// A layer runs it between its projections, and verification runs the same one on queries, keys and
/// values of its own.
public protocol AttentionKernel: Sendable {
  /// Heads that it computes.
  var headCount: Int { get }
  /// Rows and columns of what holds queries, keys and values.
  ///
  /// Prefix tokens are the first rows, keys or tokens of the grid follow in their order, and then, where
  /// there is one more, the row that all zero tokens beyond the grid share.
  var inputs: (rows: Int, columns: Int) { get }
  /// Rows and columns of what comes of it: prefix tokens, then the tokens of the grid.
  var outputs: (rows: Int, columns: Int) { get }

  /// The columns of the inputs that are a head's queries, keys and values.
  func columns(ofHead head: Int) -> (queries: Range<Int>, keys: Range<Int>, values: Range<Int>)

  /// The columns of the outputs that a head fills: as many as its values have.
  func outputColumns(ofHead head: Int) -> Range<Int>

  /// Attends, on all threads.
  ///
  /// - Parameters:
  ///   - qkv: Queries, keys and values, as ``inputs`` and ``columns(ofHead:)`` have it.
  ///   - mixed: What comes of it, as ``outputs`` has it.
  ///   - workspace: Threads and scratch memory.
  func attend(_ qkv: Matrix, into mixed: Matrix, in workspace: Workspace)
}
