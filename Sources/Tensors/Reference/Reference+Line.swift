#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Reference {
  static func attendAlong(
    _ line: TokenList, queries q: Matrix, keys k: Matrix, values v: Matrix,
    embeddings: RelativeEmbeddings, scale: Float, into out: Matrix
  ) {
    for i in 0..<line.count {
      var weights = lineScores(
        ofPlace: i, along: line, queries: q, keys: k, embeddings: embeddings, scale: scale)
      let peak = weights.max() ?? 0
      weights = weights.map { exp($0 - peak) }
      let total = weights.reduce(0, +)
      for channel in 0..<v.columns {
        var sum = 0.0
        for j in 0..<line.count {
          let embedded = embeddings.values[channel, line.count - 1 + i - j]
          sum += weights[j] * (Double(v[line[j], channel]) + Double(embedded))
        }
        out[line[i], channel] = Float(sum / total)
      }
    }
  }

  static func lineScores(
    ofPlace i: Int, along line: TokenList, queries q: Matrix, keys k: Matrix,
    embeddings: RelativeEmbeddings, scale: Float
  ) -> [Double] {
    (0..<line.count).map { j in
      var score = 0.0
      for channel in 0..<q.columns {
        let (query, key) = (Double(q[line[i], channel]), Double(k[line[j], channel]))
        let offset = line.count - 1 + i - j
        score += Double(scale) * query * key
        score += query * Double(embeddings.queries[channel, offset])
        score += key * Double(embeddings.keys[channel, offset])
      }
      return score
    }
  }
}
