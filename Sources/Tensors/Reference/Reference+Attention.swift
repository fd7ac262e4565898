#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Reference {
  static func attend(
    queries q: Matrix, keys k: Matrix, values v: Matrix, from queryTokens: TokenList,
    to keyTokens: TokenList, scale: Float, bias: (_ query: Int, _ key: Int) -> Float,
    into out: Matrix
  ) {
    for i in 0..<queryTokens.count {
      let query = q.row(queryTokens[i])
      var weights = (0..<keyTokens.count).map { j in
        Double(scale) * dot(query, k.row(keyTokens[j])) + Double(bias(i, j))
      }
      let peak = weights.max() ?? 0
      weights = weights.map { exp($0 - peak) }
      let total = weights.reduce(0, +)
      for column in 0..<v.columns {
        let sum = (0..<keyTokens.count).reduce(0.0) {
          $0 + weights[$1] * Double(v[keyTokens[$1], column])
        }
        out[queryTokens[i], column] = Float(sum / total)
      }
    }
  }

  static func dot(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
