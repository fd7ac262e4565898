import Tensors

/// Finds out which outputs move when key and value of one token change, bit for bit.
struct AttentionDisturbance {
  let kernel: any AttentionKernel
  let workspace: Workspace
  private let qkv: Matrix
  /// What comes of the tokens as they are.
  private let still: Matrix
  private let mixed: Matrix

  init(_ kernel: any AttentionKernel, in workspace: Workspace) {
    self.kernel = kernel
    self.workspace = workspace
    let (inputs, outputs) = (kernel.inputs, kernel.outputs)
    qkv = Matrix(
      SeededNumbers.tensor(named: "disturbed", shape: [inputs.rows, inputs.columns], seed: 0))
    still = Matrix(rows: outputs.rows, columns: outputs.columns)
    mixed = Matrix(rows: outputs.rows, columns: outputs.columns)
    kernel.attend(qkv, into: still, in: workspace)
  }

  /// Changes key and value of one row of memory, in all heads; its query stays.
  ///
  /// - Parameter row: The row.
  /// - Returns: The queries whose outputs move, for each head: `[heads][queries]`.
  func moved(byChanging row: Int) -> [[Bool]] {
    let before = qkv.row(row)
    for head in 0..<kernel.headCount {
      let columns = kernel.columns(ofHead: head)
      for column in columns.keys { qkv[row, column] = 1 - before[column] }
      for column in columns.values { qkv[row, column] = before[column] + 3 }
    }
    kernel.attend(qkv, into: mixed, in: workspace)
    for (column, value) in before.enumerated() { qkv[row, column] = value }
    return (0..<kernel.headCount).map { head in
      let own = kernel.outputColumns(ofHead: head)
      let channels = own.lowerBound..<min(own.upperBound, own.lowerBound + 64)
      return differences(of: mixed.columns(channels), from: still.columns(channels))
        .map { $0 != 0 }
    }
  }
}
