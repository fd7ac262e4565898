import Tensors

/// Holds what prefix tokens hand to each other after an attention layer against what the mechanism
/// says that tokens reach through them.
///
/// All channels of one prefix token change, and whichever prefix tokens are other than without the
/// change, bit for bit, have taken something over.
struct ExchangeVerification {
  let exchange: any Sublayer
  let layer: AttentionLayerSpec
  let prefixCount: Int
  /// Channels of a token.
  let width: Int

  /// The tokens of the grid for which other prefix tokens take part than the mechanism says.
  ///
  /// - Parameters:
  ///   - rows: Rows of memory of the queries to compare.
  ///   - workspace: Threads and scratch memory.
  /// - Returns: A mismatch without a head for each such token.
  func mismatches(of rows: [Int], in workspace: Workspace) -> [AttentionMismatch] {
    let takers = takers(in: workspace)
    return rows.compactMap { row in
      let query = row - prefixCount
      guard query >= 0 else { return nil }
      let own = (0..<prefixCount).filter { attends(query, toPrefix: $0) }
      let hops = layer.mechanism.hops(for: query, in: layer.context).map { -1 - $0.via }
      let declared = Set(own + hops)
      let measured = Set(
        (0..<prefixCount).filter { prefix in
          takers[prefix].contains(row) || own.contains { takers[prefix].contains($0) }
        })
      guard declared != measured else { return nil }
      func names(_ prefixes: Set<Int>) -> [Int] { prefixes.sorted().map { -1 - $0 } }
      return AttentionMismatch(
        head: nil, query: query, declaredOnly: names(declared.subtracting(measured)),
        measuredOnly: names(measured.subtracting(declared)))
    }
  }

  private func attends(_ query: Int, toPrefix prefix: Int) -> Bool {
    let branch = layer.mechanism.branch(ofHead: 0, in: layer.context)
    return layer.mechanism.attends(query, -1 - prefix, branch: branch, in: layer.context)
  }

  /// For each prefix token the rows that change with it.
  private func takers(in workspace: Workspace) -> [Set<Int>] {
    let tokens = TokenState(grid: layer.context.grid, width: width, prefixCount: prefixCount)
    let numbers = Matrix(
      SeededNumbers.tensor(named: "exchanged", shape: [tokens.x.rows, width], seed: 0))
    func run(changing prefix: Int?) {
      copyRows(numbers, into: tokens.x)
      if let prefix {
        for channel in 0..<width { tokens.x[prefix, channel] = numbers[prefix, channel] + 1 }
      }
      _ = exchange.apply(to: tokens, in: workspace)
    }
    run(changing: nil)
    let still = Matrix(rows: tokens.x.rows, columns: width)
    copyRows(tokens.x, into: still)
    return (0..<prefixCount).map { prefix in
      run(changing: prefix)
      var changed: Set<Int> = []
      for first in stride(from: 0, to: width, by: 64) {
        let channels = first..<min(first + 64, width)
        let masks = differences(of: tokens.x.columns(channels), from: still.columns(channels))
        for row in masks.indices where masks[row] != 0 { changed.insert(row) }
      }
      return changed
    }
  }
}
