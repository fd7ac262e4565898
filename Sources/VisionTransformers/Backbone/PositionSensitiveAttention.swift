import Tensors

/// Attention along the lines of one axis, as Axial-DeepLab has it, as data: queries, keys and values
/// meet embeddings of relative position, and scores go through a batch norm (arXiv 2003.07853).
///
/// Parameters, below `name`: `qkv_transform`, `bn_qkv`, `bn_similarity`, `relative`, `bn_output`.
struct PositionSensitiveAttentionSpec {
  var name: String
  /// Channels of a token, before and after.
  var width: Int
  var heads: Int
  /// One for each line: its tokens, from one end to the other.
  var lines: [[Int]]

  /// Queries and keys have half as many channels as values.
  private var valueWidth: Int { width / heads }
  private var keyWidth: Int { valueWidth / 2 }

  func make(_ parameters: ParameterScope) throws(ModelError) -> PositionSensitiveAttention {
    let scope = parameters[name]
    let length = lines[0].count
    let output = try BatchNorm(width: 2 * width, scope["bn_output"])
    let similarity = try BatchNorm(width: 3 * heads, scope["bn_similarity"])
    let relative = try scope["relative"].tensor([2 * valueWidth, 2 * length - 1])
    let (scale, shift) = valueFactors(of: output)
    return PositionSensitiveAttention(
      projection: try scope.convolution(
        "qkv_transform", thenNorm: "bn_qkv", shape: [2 * width, width, 1],
        parts: PackedLinear.parts(forRows: lines.count * length), scale: scale, shift: shift),
      lines: lines.map { TokenList($0) },
      heads: (0..<heads).map { head in
        PositionSensitiveAttention.Head(
          scale: similarity.scale[head],
          embeddings: embeddings(of: relative, head: head, similarity, output))
      },
      width: width)
  }

  /// The part of the output's norm that is done to values already.
  ///
  /// Channel c of a value is multiplied by the scale of output 2c, and what outputs 2c and 2c + 1 are
  /// shifted by is added, since weights sum to 1. Queries and keys stay as they are.
  private func valueFactors(of output: BatchNorm) -> (scale: [Float], shift: [Float]) {
    var scale = [Float](repeating: 1, count: 2 * width)
    var shift = [Float](repeating: 0, count: 2 * width)
    for head in 0..<heads {
      for channel in 0..<valueWidth {
        let place = head * 2 * valueWidth + 2 * keyWidth + channel
        let pair = 2 * (head * valueWidth + channel)
        scale[place] = output.scale[pair]
        shift[place] = output.shift[pair] + output.shift[pair + 1]
      }
    }
    return (scale, shift)
  }

  /// The embeddings, which heads share, with the norms' factors of one head.
  ///
  /// What the norm adds to all scores of a head changes no weight, and is left out.
  private func embeddings(
    of relative: Tensor, head: Int, _ similarity: BatchNorm, _ output: BatchNorm
  ) -> RelativeEmbeddings {
    let columns = relative.shape.extents[1]
    func rows(_ rows: Range<Int>, times factor: (_ channel: Int) -> Float) -> Tensor {
      Tensor(
        rows.enumerated().flatMap { channel, row in
          relative.scalars[row * columns..<(row + 1) * columns].map { $0 * factor(channel) }
        }, shape: [rows.count, columns])
    }
    return RelativeEmbeddings(
      queries: rows(0..<keyWidth) { _ in similarity.scale[heads + head] },
      keys: rows(keyWidth..<2 * keyWidth) { _ in similarity.scale[2 * heads + head] },
      values: rows(2 * keyWidth..<2 * valueWidth) {
        output.scale[2 * (head * valueWidth + $0) + 1]
      })
  }
}

/// Attention along the lines of one axis, with its parameters.
struct PositionSensitiveAttention: AttentionKernel {
  /// What is a head's own.
  struct Head: Sendable {
    let scale: Float
    let embeddings: RelativeEmbeddings
  }

  /// To `[tokens, 2 · width]`: each head's queries, keys and values, head after head.
  let projection: PackedLinear
  let lines: [TokenList]
  let heads: [Head]
  let width: Int

  private var valueWidth: Int { width / heads.count }
  private var keyWidth: Int { valueWidth / 2 }

  var headCount: Int { heads.count }
  private var tokenCount: Int { lines.reduce(0) { $0 + $1.count } }
  var inputs: (rows: Int, columns: Int) { (tokenCount, 2 * width) }
  var outputs: (rows: Int, columns: Int) { (tokenCount, width) }

  /// Multiply-accumulates of the attention alone: of a query and a key three products, of a value and
  /// its embedding two.
  var attentionMACs: Int {
    let pairs = lines.reduce(0) { $0 + $1.count * $1.count }
    return pairs * heads.count * (3 * keyWidth + 2 * valueWidth)
  }

  /// Attends along all lines.
  ///
  /// - Parameters:
  ///   - qkv: What ``projection`` made of the tokens.
  ///   - out: `[tokens, width]`.
  ///   - workspace: Threads and scratch memory.
  func attend(_ qkv: Matrix, into out: Matrix, in workspace: Workspace) {
    workspace.forTasks(lines.count * heads.count, .attention) { task, memory in
      let (line, head) = task.quotientAndRemainder(dividingBy: heads.count)
      let columns = columns(ofHead: head)
      attendAlong(
        lines[line], queries: qkv.columns(columns.queries), keys: qkv.columns(columns.keys),
        values: qkv.columns(columns.values), embeddings: heads[head].embeddings,
        scale: heads[head].scale, into: out.columns(outputColumns(ofHead: head)),
        scratch: memory.attention)
    }
  }

  /// Scores of a token in one head, for each token of its line.
  func scores(of query: Int, head: Int, line: [Int], in qkv: Matrix) -> [Float] {
    guard let place = line.firstIndex(of: query) else { return [] }
    let columns = columns(ofHead: head)
    return Tensors.scores(
      ofPlace: place, along: TokenList(line), queries: qkv.columns(columns.queries),
      keys: qkv.columns(columns.keys), embeddings: heads[head].embeddings,
      scale: heads[head].scale)
  }

  func columns(ofHead head: Int) -> (queries: Range<Int>, keys: Range<Int>, values: Range<Int>) {
    let queries = head * 2 * valueWidth
    let (keys, values) = (queries + keyWidth, queries + 2 * keyWidth)
    return (queries..<keys, keys..<values, values..<values + valueWidth)
  }

  func outputColumns(ofHead head: Int) -> Range<Int> {
    head * valueWidth..<(head + 1) * valueWidth
  }
}
