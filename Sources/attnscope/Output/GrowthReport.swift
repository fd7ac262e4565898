import Figures
import VisionTransformers

/// How far tokens reach after each block, as `growth` prints it.
struct GrowthReport: Encodable {
  struct Reach: Encodable {
    var stage: Int
    var block: Int
    /// Mean over all tokens, from 0 to 1.
    var coverage: Double
    var tokenCoverage: Double
    var full: Bool

    init(_ reach: BlockReach) {
      stage = reach.address.stage + 1
      block = reach.address.block + 1
      coverage = reach.meanShare
      tokenCoverage = reach.tokenShare
      full = reach.isFull
    }
  }

  struct Size: Encodable {
    var stage: Int
    var block: Int
    var effective: Double
    var n50: Int
    var n90: Int
    /// In pixels of the input.
    var distance: Double?
    /// From 0 to 1.
    var outside: Double

    init(_ rollout: BlockRollout) {
      stage = rollout.address.stage + 1
      block = rollout.address.block + 1
      effective = rollout.size.effectiveTokens
      n50 = rollout.size.n50
      n90 = rollout.size.n90
      distance = rollout.size.distance
      outside = rollout.outside
    }
  }

  var model: String
  /// Rows and columns of the first grid, whose tokens are counted.
  var grid: [Int]
  /// For each block the token looked at, as a number on the block's own grid.
  var tokens: [Int]
  var theory: [Reach]
  var uniform: [Size]
  /// Only of a run.
  var measured: [Size]?
  /// For people.
  let path: RolloutPath
  let isOwnMiddle: Bool
  let isTrained: Bool

  private enum CodingKeys: String, CodingKey {
    case model, grid, tokens, theory, uniform, measured
  }

  init(
    _ path: RolloutPath, of selection: ModelSelection, tokens: [Int], isOwnMiddle: Bool,
    wasRun: Bool
  ) {
    self.path = path
    self.tokens = tokens
    self.isOwnMiddle = isOwnMiddle
    isTrained = selection.isTrained
    model = selection.spec.name
    grid = [path.base.rows, path.base.columns]
    theory = path.reach(of: tokens).map(Reach.init)
    uniform = path.sizes(of: tokens, .uniform).map(Size.init)
    measured = wasRun ? path.sizes(of: tokens, .measured).map(Size.init) : nil
  }

  var table: NumberTable {
    let sizes = ["effective", "n50", "n90", "distance", "outside"]
    return NumberTable(
      name: "growth",
      columns: ["stage", "block", "coverage", "token_coverage", "full"]
        + sizes.map { "uniform_\($0)" } + (measured == nil ? [] : sizes.map { "measured_\($0)" }),
      rows: theory.indices.map { index in
        let reach = theory[index]
        return [
          .integer(reach.stage), .integer(reach.block), .real(reach.coverage),
          .real(reach.tokenCoverage), .logical(reach.full),
        ] + [uniform[index], measured?[index]].compactMap { $0 }.flatMap(Self.values)
      })
  }

  private static func values(_ size: Size) -> [NumberTable.Value] {
    [
      .real(size.effective), .integer(size.n50), .integer(size.n90),
      NumberTable.Value(size.distance), .real(size.outside),
    ]
  }
}
