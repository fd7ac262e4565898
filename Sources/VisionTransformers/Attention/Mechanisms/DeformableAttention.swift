import Foundation

/// Tokens attend to a few points of their own, as in Deformable DETR.
///
/// A network learns where the points of each token lie. Here they are where its training starts: each
/// head looks in a direction of its own, clockwise from the right, and its points are 1, 2, 3 …
/// tokens away, counted along the longer axis. Weights do not come of queries and keys, but of the
/// query alone.
public struct DeformableAttention: AttentionMechanism {
  public static let name = "deformable"
  public static let shortName = "deform"
  public static let paper = Paper(
    "Deformable DETR: Deformable Transformers for End-to-End Object Detection", year: 2020,
    arXiv: "2010.04159")

  /// One for each point of the compass.
  public static let usualHeads: Int? = 8

  /// Points of a token in each head.
  public var points: Int

  /// - Precondition: `points` is at least 1.
  public init(points: Int = 4) {
    precondition(points >= 1, "\(points) points are none")
    self.points = points
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let grid = context.grid
    let groups = (0..<grid.count).map { token in
      AttentionPattern.Group(
        queries: [token], keys: Array(token * points..<(token + 1) * points))
    }
    let branches = (0..<context.heads).map { head in
      AttentionPattern.Branch(
        "all", heads: head..<head + 1, groups: groups,
        keySpace: keySpace(ofBranch: head, in: context))
    }
    return AttentionPattern(on: grid, branches: branches)
  }

  /// Keys are numbered token by token, and each token has its own.
  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    (query * points..<(query + 1) * points).contains(key)
  }

  /// Each head has points of its own.
  public func branch(ofHead head: Int, in context: BlockContext) -> Int { head }

  public func keySpace(
    ofBranch branch: Int, in context: BlockContext
  ) -> AttentionPattern.KeySpace {
    let grid = context.grid
    let keyGrid = TokenGrid(rows: grid.rows, columns: grid.columns * points)
    let step = Self.direction(ofHead: branch, of: context.heads)
    let samples = (0..<keyGrid.count).map { key in
      let (row, column) = grid.position(of: key / points)
      let distance = Double(key % points + 1)
      return SamplePoint(
        row: Double(row) + distance * step.down, column: Double(column) + distance * step.right)
    }
    return .sampled(SampledKeys(on: keyGrid, points: samples))
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    context.heads * context.grid.count * points
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    GridFit("\(GridFit.count(points, "point")) of its own for each token and head")
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    "\(points) points in each head's direction, before any training"
  }

  /// A step into a head's direction, the longer of its two parts being one token.
  private static func direction(
    ofHead head: Int, of heads: Int
  ) -> (right: Double, down: Double) {
    let angle = 2 * Double.pi * Double(head) / Double(heads)
    let (right, down) = (cos(angle), sin(angle))
    let longer = max(abs(right), abs(down))
    /// Freed of the rounding of π, so that points on the compass lie on tokens.
    func rounded(_ part: Double) -> Double { (part / longer * 0x1p40).rounded() / 0x1p40 }
    return (rounded(right), rounded(down))
  }
}
