extension Reference {
  static func sampleRows(
    _ x: Matrix, height: Int, width: Int, at points: Matrix, into y: Matrix
  ) {
    for row in 0..<y.rows {
      for channel in 0..<y.columns {
        y[row, channel] = Float(
          bilinear(Double(points[row, 0]), Double(points[row, 1]), height: height, width: width) {
            Double(x[$0 * width + $1, channel])
          })
      }
    }
  }

  static func lookUp(
    _ table: Matrix, queryRows: [Float], queryColumns: [Float], keys: Matrix, into terms: Matrix
  ) {
    for key in 0..<terms.rows {
      for (r, row) in queryRows.enumerated() {
        for (c, column) in queryColumns.enumerated() {
          let (down, across) = (row - keys[key, 0], column - keys[key, 1])
          terms[key, r * queryColumns.count + c] = Float(
            bilinear(Double(down), Double(across), height: table.rows, width: table.columns) {
              Double(table[$0, $1])
            })
        }
      }
    }
  }

  /// What a map has at a point between its numbers, which are weighted by nearness.
  private static func bilinear(
    _ row: Double, _ column: Double, height: Int, width: Int, number: (Int, Int) -> Double
  ) -> Double {
    var sum = 0.0
    for r in 0..<height where abs(row - Double(r)) < 1 {
      for c in 0..<width where abs(column - Double(c)) < 1 {
        sum += (1 - abs(row - Double(r))) * (1 - abs(column - Double(c))) * number(r, c)
      }
    }
    return sum
  }
}
