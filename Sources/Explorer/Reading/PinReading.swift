import VisionTransformers

/// What is known of the pinned tokens in the layer that is shown.
struct PinReading: Sendable {
  /// A pin, on the layer's grid.
  struct Entry: Sendable {
    let letter: Character
    let row: Int
    let column: Int
    /// Its region, or the tokens that see it; nothing where there is no pattern.
    let field: ReceptiveField?
  }

  /// The first two pins side by side.
  struct Pair: Sendable {
    /// Tokens in both regions, and in either.
    let overlap: Int
    let union: Int
    /// Whether the second is in the region of the first, and the first in that of the second.
    let isSeen: (second: Bool, first: Bool)
    /// The weight that the first gives the second, and the second the first, where there was a run.
    let weights: (toSecond: Float, toFirst: Float)?
    /// Pixels between the two.
    let distance: Double
    /// Of the two tokens after the block, where it was run.
    let cosine: Float?
  }

  let entries: [Entry]
  let pair: Pair?

  /// Nothing where there are no pins.
  init?(
    _ session: Session, _ region: RegionReading?, record: AttentionRecord?, report: BlockReport?
  ) {
    guard !session.pins.isEmpty else { return nil }
    let scale = session.scale
    entries = session.pins.all.map { pin in
      let (row, column) = scale.token(at: pin.point)
      let field = region.map {
        session.selection.direction.field(
          of: scale.grid[row, column], in: $0.pattern, head: session.shownHead)
      }
      return Entry(letter: pin.letter, row: row, column: column, field: field)
    }
    pair =
      entries.count > 1
      ? Pair(entries[0], entries[1], session, record: record, report: report) : nil
  }
}

extension PinReading.Pair {
  fileprivate init?(
    _ first: PinReading.Entry, _ second: PinReading.Entry, _ session: Session,
    record: AttentionRecord?, report: BlockReport?
  ) {
    guard let one = first.field, let other = second.field else { return nil }
    let scale = session.scale
    let tokens = (
      first: scale.grid[first.row, first.column], second: scale.grid[second.row, second.column]
    )
    overlap = one.tokens.reduce(0) { $0 + (other.tokens.contains($1) ? 1 : 0) }
    union = one.count + other.count - overlap
    isSeen = (one.tokens.contains(tokens.second), other.tokens.contains(tokens.first))
    func weight(from query: Int, to key: Int) -> Float? {
      record.flatMap {
        AttentionReading(
          of: $0, query: query, head: session.shownHead, stride: scale.stride.columns)
      }?.weights[key]
    }
    let toSecond = weight(from: tokens.first, to: tokens.second)
    let toFirst = weight(from: tokens.second, to: tokens.first)
    weights = toSecond.flatMap { toSecond in toFirst.map { (toSecond, $0) } }
    let (down, right) = (
      Double(second.row - first.row) * scale.stride.rows,
      Double(second.column - first.column) * scale.stride.columns
    )
    distance = (down * down + right * right).squareRoot()
    cosine = report?.features.map { features in
      let scale = PixelScale(grid: features.grid, input: session.spec.input)
      let places = session.pins.all.prefix(2).map { scale.token(at: $0.point) }
      return features.cosines(to: features.grid[places[0].row, places[0].column])[
        features.grid[places[1].row, places[1].column]]
    }
  }
}
