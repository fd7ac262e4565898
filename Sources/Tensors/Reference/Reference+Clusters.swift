#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Reference {
  /// BOAT's clustering, token by token as the reference code has it.
  static func balancedClusters(_ q: Matrix, leafSize: Int) -> [Int32] {
    let rows = (0..<q.rows).map { q.row($0).map(Double.init) }
    var groups = [Array(rows.indices)]
    while groups[0].count > leafSize {
      groups = groups.flatMap { group in
        let half = group.count / 2
        let sorted = sortedBetweenCentres(group, rows)
        return [Array(sorted[..<half]), Array(sorted[half...])]
      }
    }
    return groups.joined().map(Int32.init)
  }

  private static func sortedBetweenCentres(_ group: [Int], _ rows: [[Double]]) -> [Int] {
    let half = group.count / 2
    var centres = [group[..<half], group[half...]].map { part in
      normalised(weightedSum(part.map { (1, rows[$0]) }))
    }
    let units = group.map { normalised(rows[$0]) }
    for _ in 0..<2 {
      let shares = units.map { unit in
        1 / (1 + exp(100 * (product(unit, centres[1]) - product(unit, centres[0]))))
      }
      centres = [
        normalised(weightedSum(zip(shares, group).map { ($0, rows[$1]) })),
        normalised(weightedSum(zip(shares, group).map { (1 - $0, rows[$1]) })),
      ]
    }
    let ratios = units.map { unit in
      (product(unit, centres[0]) + 1) / max(product(unit, centres[1]) + 1, 1e-12)
    }
    let order = group.indices.sorted { (ratios[$0], $0) < (ratios[$1], $1) }
    return order.map { group[$0] }
  }

  private static func weightedSum(_ terms: [(weight: Double, row: [Double])]) -> [Double] {
    terms.reduce(into: [Double](repeating: 0, count: terms[0].row.count)) { sum, term in
      for i in sum.indices { sum[i] += term.weight * term.row[i] }
    }
  }

  private static func normalised(_ row: [Double]) -> [Double] {
    let norm = max(product(row, row).squareRoot(), 1e-12)
    return row.map { $0 / norm }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
