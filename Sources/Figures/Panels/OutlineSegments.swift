/// The straight lines that an outline consists of, between corners of tokens.
struct OutlineSegments {
  struct Corner: Hashable {
    var row: Int
    var column: Int
  }

  struct Segment: Hashable {
    var from: Corner
    var to: Corner
  }

  /// Each as long as it can be.
  let all: [Segment]

  init(_ outline: TokenOutline, rows: Int, columns: Int) {
    /// Nothing beyond the map, unless the line is to end there.
    func part(_ row: Int, _ column: Int) -> Int? {
      guard row >= 0, row < rows, column >= 0, column < columns else {
        return outline.closesAtEdges ? 0 : nil
      }
      let token = row * columns + column
      return token < outline.parts.count ? outline.parts[token] : 0
    }
    func differ(_ left: Int?, _ right: Int?) -> Bool {
      guard let left, let right else { return false }
      return left != right
    }
    var segments: [Segment] = []
    for row in 0...rows {
      for run in Self.runs(columns, { differ(part(row - 1, $0), part(row, $0)) }) {
        segments.append(
          Segment(
            from: Corner(row: row, column: run.lowerBound),
            to: Corner(row: row, column: run.upperBound)))
      }
    }
    for column in 0...columns {
      for run in Self.runs(rows, { differ(part($0, column - 1), part($0, column)) }) {
        segments.append(
          Segment(
            from: Corner(row: run.lowerBound, column: column),
            to: Corner(row: run.upperBound, column: column)))
      }
    }
    all = segments
  }

  /// Neighbouring places that have something.
  private static func runs(_ count: Int, _ has: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for place in 0..<count where has(place) {
      if let last = runs.last, last.upperBound == place {
        runs[runs.count - 1] = last.lowerBound..<(place + 1)
      } else {
        runs.append(place..<(place + 1))
      }
    }
    return runs
  }
}
