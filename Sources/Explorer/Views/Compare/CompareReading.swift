import Images
import VisionTransformers

/// What the compare page says of the token under the cursor.
struct CompareReading: Sendable {
  /// The token's region under one mechanism.
  struct Region: Sendable {
    let layout: GeometryPlayground.Layout
    /// The region that is shown: of one head, or of all together.
    let field: ReceptiveField
    /// What the heads of each branch see.
    let branches: [RegionReading.Branch]
    /// The branch of the head that is shown; nothing for all heads.
    let branch: String?
    /// How large the region is with even weights; nothing for regions that come in.
    let uniform: RolloutSize?
    let reason: String
    /// Tokens that are reached one layer later, through messengers.
    let hopCount: Int
  }

  /// One mechanism.
  struct Entry: Sendable {
    /// What keys call it, from 1.
    let number: Int
    let name: String
    /// Whether it is the model's own in this layer.
    let isOwn: Bool
    let region: Result<Region, ModelError>
    let verdict: String

    /// The name, or the short one where it has no room.
    func name(columns: Int) -> String {
      name.count <= columns ? name : MechanismCatalog.shortName(of: name)
    }
  }

  /// What a reading follows from, besides the layouts.
  struct Key: Hashable, Sendable {
    let layouts: CompareLayouts.Key
    let token: Int
    let head: Int?
    let direction: Selection.Direction
    let own: String?

    init(_ session: Session) {
      layouts = CompareLayouts.Key(session)
      let (row, column) = session.pageCursor
      token = session.cursorGrid[row, column]
      head = session.shownHead
      direction = session.selection.direction
      own = session.layer.flatMap { MechanismCatalog.name(of: $0.spec.mechanism) }
    }
  }

  let key: Key
  let input: PixelSize
  /// The mean colour of each token; nothing without a picture.
  let colors: [RGB]?
  let entries: [Entry]
  let curves: [AttentionCostCurve]

  var grid: TokenGrid { key.layouts.grid }
  var token: Int { key.token }

  init(_ key: Key, _ layouts: CompareLayouts, input: PixelSize, colors: [RGB]?) {
    self.key = key
    self.input = input
    self.colors = colors
    curves = layouts.curves
    entries = layouts.playground.entries.enumerated().map { index, entry in
      Entry(
        number: index + 1, name: entry.name, isOwn: entry.name == key.own,
        region: entry.outcome.map { Region($0, key, input) },
        verdict: entry.verdict(on: layouts.playground.grid))
    }
  }

  /// The mechanisms that fit the grid.
  var regions: [(entry: Entry, region: Region)] {
    entries.compactMap { entry in (try? entry.region.get()).map { (entry, $0) } }
  }
}

extension CompareReading.Region {
  init(_ layout: GeometryPlayground.Layout, _ key: CompareReading.Key, _ input: PixelSize) {
    let pattern = layout.pattern
    let (token, direction) = (key.token, key.direction)
    let head = key.head.map { $0 % max(1, pattern.heads) }
    self.layout = layout
    field = direction.field(of: token, in: pattern, head: head)
    branches =
      pattern.branches.count == 2
      ? pattern.branches.map { branch in
        RegionReading.Branch(
          name: branch.name, heads: branch.heads,
          field: direction.field(of: token, in: pattern, head: branch.heads.lowerBound))
      } : []
    branch = head.flatMap { pattern.branch(ofHead: $0)?.name }
    uniform =
      direction == .outgoing
      ? RolloutSize(ofUniformAttentionOf: token, in: pattern, head: head, input: input) : nil
    reason = layout.mechanism.reason(for: token, in: layout.context)
    hopCount = Set(layout.mechanism.hops(for: token, in: layout.context).flatMap(\.tokens)).count
  }

  /// Where the features come from that the region follows from; nothing where geometry decides.
  var source: TokenFeatures.Source? { layout.context.features?.source }
}
