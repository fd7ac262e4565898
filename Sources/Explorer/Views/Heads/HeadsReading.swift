import Images
import VisionTransformers

/// What each head of the shown layer sees from the token under the cursor.
struct HeadsReading: Sendable {
  struct Head: Sendable {
    let head: Int
    /// The branch's name, and its number among the branches.
    let branch: String
    let branchIndex: Int
    let field: ReceptiveField
    /// The weight of each token of the grid; nothing before a run, and where regions are read the
    /// other way.
    let weights: [Float]?
    let largest: Float
    /// What is said of the token's attention; nothing before a run.
    let numbers: HeadNumbers?
  }

  let grid: TokenGrid
  let token: Int
  let colors: [RGB]?
  let heads: [Head]
  /// Whether heads are of two kinds that see different tokens.
  let hasTwoBranches: Bool

  /// The largest weight of all heads.
  var largest: Float { heads.map(\.largest).max() ?? 0 }

  var hasWeights: Bool { heads.contains { $0.weights != nil } }

  /// - Parameter session: What is looked at; nothing is made where there is no region.
  init?(_ session: Session) {
    let reading = session.reading
    guard let region = try? reading.region.get() else { return nil }
    let pattern = region.pattern
    var rows: [Int: AttentionRow] = [:]
    for row in Self.record(session)?.rows(of: reading.token) ?? [] { rows[row.head] = row }
    let isOutgoing = session.selection.direction == .outgoing
    grid = reading.grid
    token = reading.token
    colors = reading.colors
    hasTwoBranches = region.branches.count == 2
    heads = region.branches.enumerated().flatMap { index, branch in
      branch.heads.map { head in
        let row = rows[head]
        let weights = isOutgoing ? row.map { Self.weights($0, in: pattern) } : nil
        return Head(
          head: head, branch: branch.name, branchIndex: index, field: branch.field,
          weights: weights, largest: weights?.max() ?? 0,
          numbers: row.flatMap { row in
            pattern.branch(ofHead: head).map {
              HeadNumbers(
                row, query: reading.token, branch: $0, in: pattern,
                stride: session.scale.stride.columns)
            }
          })
      }
    }.sorted { $0.head < $1.head }
  }

  /// What the run left behind of the shown layer, if it ran it.
  private static func record(_ session: Session) -> AttentionRecord? {
    guard session.selection.mechanism == nil,
      let records = session.run.reports[session.selection.address]?.attention,
      records.indices.contains(session.selection.layer)
    else { return nil }
    return records[session.selection.layer]
  }

  private static func weights(_ row: AttentionRow, in pattern: AttentionPattern) -> [Float] {
    guard let space = pattern.branch(ofHead: row.head)?.keySpace else { return [] }
    return AttentionReading.spread(
      zip(row.keys, row.weights).map { (space.place(of: $0, on: pattern.grid), $1) },
      on: pattern.grid)
  }
}

/// What a reading of heads follows from.
struct HeadsReadingKey: Hashable, Sendable {
  private let address: BlockAddress
  private let layer: Int
  private let mechanism: String?
  private let direction: Selection.Direction
  private let row: Int
  private let column: Int
  private let generation: Int
  private let runVersion: Int?
  private let picture: String?

  init(_ session: Session) {
    address = session.selection.address
    layer = session.selection.layer
    mechanism = session.selection.mechanism
    direction = session.selection.direction
    (row, column) = session.cursor
    generation = session.run.generation
    runVersion = session.run.versions[address]
    picture = session.picture?.name
  }
}
