/// How square windows cut a grid: their side, their shift, and the zero tokens that fill up the last.
///
/// Follows the official code: a grid whose shorter side is no longer than a window gets windows of
/// that side and no shift; a grid that windows do not fill is extended to the bottom and to the
/// right, and the zero tokens there are attended to.
///
/// Cyclic shift and mask leave the same pairs as windows that the border of the grid cuts: where
/// windows start at `shift`, the rows before are a band of their own, and so are the last ones.
struct WindowPartition {
  let grid: TokenGrid
  /// Tokens along a window's side.
  let size: Int
  /// Rows and columns by which the windows are shifted to the bottom right.
  let shift: Int
  /// The grid that the windows fill.
  let padded: TokenGrid

  init(of grid: TokenGrid, size: Int, shift: Int = 0) {
    let shorter = min(grid.rows, grid.columns)
    self.grid = grid
    self.size = min(size, shorter)
    self.shift = shorter <= size ? 0 : shift
    padded = TokenGrid(
      rows: (grid.rows + self.size - 1) / self.size * self.size,
      columns: (grid.columns + self.size - 1) / self.size * self.size)
  }

  /// Query-key pairs of one head when every window is full, as papers count them.
  var nominalPairCount: Int { padded.count * size * size }

  /// What the windows make of the grid.
  var fit: GridFit {
    let windows = (padded.rows / size) * (padded.columns / size)
    return GridFit(
      GridFit.count(windows, "window") + " of \(size)×\(size)"
        + (shift > 0 ? ", shifted by \(shift)" : ""),
      padded == grid ? .none : .padded(padded))
  }

  func pattern(heads: Int) -> AttentionPattern {
    let groups = bands(of: padded.rows).flatMap { rows in
      bands(of: padded.columns).compactMap { columns in group(rows: rows, columns: columns) }
    }
    return AttentionPattern(
      on: grid,
      branches: [
        .init(
          "window", heads: 0..<heads, groups: groups, keySpace: keySpace)
      ])
  }

  /// Tokens of the grid that the windows fill.
  var keySpace: AttentionPattern.KeySpace { padded == grid ? .tokens : .padded(padded) }

  /// Cuts `0..<extent` where windows start.
  private func bands(of extent: Int) -> [Range<Int>] {
    let starts = (shift > 0 ? [0] : []) + stride(from: shift, to: extent, by: size)
    return zip(starts, starts.dropFirst() + [extent]).map { $0..<$1 }
  }

  /// A window as far as it lies on the padded grid; `nil` where it holds no real token.
  private func group(rows: Range<Int>, columns: Range<Int>) -> AttentionPattern.Group? {
    let queries = grid.tokens(
      rows: rows.clamped(to: 0..<grid.rows), columns: columns.clamped(to: 0..<grid.columns))
    guard !queries.isEmpty else { return nil }
    guard padded != grid else { return .init(queries) }
    return .init(queries: queries, keys: padded.tokens(rows: rows, columns: columns))
  }
}

extension WindowPartition {
  /// Whether a query and a key of the padded grid lie in one window, by the formula of the paper.
  ///
  /// `⌊(r′ − s) / M⌋ = ⌊(r − s) / M⌋` for rows, and likewise for columns. Both sides are moved up by
  /// one window, so that nothing is negative.
  func isShared(by query: Int, and key: Int) -> Bool {
    let (row, column) = grid.position(of: query)
    let (keyRow, keyColumn) = padded.position(of: key)
    return (keyRow - shift + size) / size == (row - shift + size) / size
      && (keyColumn - shift + size) / size == (column - shift + size) / size
  }

  /// Why a token's window is what it is.
  func reason(for query: Int) -> String {
    let (row, column) = grid.position(of: query)
    let rows = band(around: row, of: padded.rows)
    let columns = band(around: column, of: padded.columns)
    if rows.count < size && columns.count < size {
      let parts = "\(shift)+\(size - shift)"
      return
        "wrapped corner: \(parts) rows, \(parts) columns, here \(rows.count)×\(columns.count)"
    }
    let place =
      "rows \(Self.text(rows, of: grid.rows)), columns \(Self.text(columns, of: grid.columns))"
    return rows.count < size || columns.count < size ? "cut by shift: \(place)" : "window \(place)"
  }

  /// The rows or columns that share a window with one.
  private func band(around position: Int, of extent: Int) -> Range<Int> {
    let start = (position - shift + size) / size * size - size + shift
    return max(start, 0)..<min(start + size, extent)
  }

  /// A band in words, with what lies outside of the real grid counted apart.
  private static func text(_ band: Range<Int>, of extent: Int) -> String {
    let real = band.clamped(to: 0..<extent)
    return "\(real.lowerBound)...\(real.upperBound - 1)"
      + (real == band ? "" : "+\(band.count - real.count) pad")
  }
}
