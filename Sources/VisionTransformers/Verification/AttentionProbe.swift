import Tensors

/// Finds out which queries take up which keys by letting a kernel compute.
///
/// Queries and keys are small numbers that follow from a seed, so that no weight of the softmax
/// vanishes. The probe knows no pattern: it tries every row of memory as a key.
struct AttentionProbe {
  let kernel: any AttentionKernel
  let workspace: Workspace
  /// Queries and keys; values are zero.
  private let qkv: Matrix
  /// What comes of values of zero.
  private let still: Matrix
  private let mixed: Matrix

  init(_ kernel: any AttentionKernel, in workspace: Workspace) {
    self.kernel = kernel
    self.workspace = workspace
    let (inputs, outputs) = (kernel.inputs, kernel.outputs)
    qkv = Self.numbers("probe", inputs)
    still = Matrix(rows: outputs.rows, columns: outputs.columns)
    mixed = Matrix(rows: outputs.rows, columns: outputs.columns)
    for head in 0..<kernel.headCount {
      let values = qkv.columns(kernel.columns(ofHead: head).values)
      copyRows(Matrix(rows: values.rows, columns: values.columns), into: values)
    }
    kernel.attend(qkv, into: still, in: workspace)
  }

  private static func numbers(_ name: String, _ size: (rows: Int, columns: Int)) -> Matrix {
    Matrix(
      SeededNumbers.tensor(named: name, shape: [size.rows, size.columns], seed: 0))
  }

  /// All keys of all queries, by keys that leave a mark of their own in the outputs.
  ///
  /// Each run gives some keys a value of 1 in one channel, every key in another one, and all other
  /// values are 0. So a channel of an output is other than without the mark, bit for bit, if and only
  /// if the query takes up the key of that channel: as many keys as a head has channels are decided in
  /// one run of the kernel.
  ///
  /// - Parameter isWanted: Asked before each run.
  /// - Returns: The keys, or `nil` once they are no longer wanted.
  func keys(while isWanted: () -> Bool) -> KeySets? {
    var sets = KeySets(
      heads: kernel.headCount, queries: kernel.outputs.rows, keys: kernel.inputs.rows)
    let columns = (0..<kernel.headCount).map { kernel.columns(ofHead: $0).values }
    for first in stride(from: 0, to: sets.keys, by: keysPerRun) {
      guard isWanted() else { return nil }
      let keys = first..<min(first + keysPerRun, sets.keys)
      mark(keys, in: columns, with: 1)
      kernel.attend(qkv, into: mixed, in: workspace)
      mark(keys, in: columns, with: 0)
      for head in 0..<sets.heads {
        let own = kernel.outputColumns(ofHead: head)
        let channels = own.lowerBound..<own.lowerBound + keys.count
        sets.insert(
          head: head, from: first,
          differences(of: mixed.columns(channels), from: still.columns(channels)))
      }
    }
    return sets
  }

  /// A power of two, so that the keys of a run are in one word of a set.
  private var keysPerRun: Int {
    let channels = (0..<kernel.headCount).map { kernel.outputColumns(ofHead: $0).count }.min() ?? 1
    var keys = 1
    while 2 * keys <= min(channels, 64) { keys *= 2 }
    return keys
  }

  private func mark(_ keys: Range<Int>, in columns: [Range<Int>], with value: Float) {
    for columns in columns {
      for (channel, key) in keys.enumerated() { qkv[key, columns.lowerBound + channel] = value }
    }
  }
}
