import Figures
import VisionTransformers

/// Growth over the blocks as a table: one row for each block of each network.
///
/// Counts are of tokens of the first grid; `reach` and `coverage` are what is reached whatever the
/// weights, of the token and as the mean over all; `distance` is in pixels; `outside` is the part from
/// zero tokens and learned tokens.
struct FollowNumbers {
  let known: FollowKnowledge
  let showsOthers: Bool

  private static let sizes = ["effective", "n50", "n90", "distance", "outside"]

  /// Nothing before growth is known.
  var table: NumberTable? {
    guard let model = known.model, let uniform = known.uniform else { return nil }
    let names =
      ["model", "stage", "block", "rows", "columns", "row", "column", "tokens", "reach"]
      + ["coverage", "full"] + Self.sizes
      + (known.measured == nil ? [] : Self.sizes.map { "measured_\($0)" })
    var table = NumberTable(name: "growth", columns: names)
    add(model, uniform, known.measured, to: &table)
    guard showsOthers else { return table }
    for entry in known.others?.entries ?? [] where entry.model.name != model.name {
      guard let other = try? entry.outcome.get(), let growth = entry.growth else { continue }
      add(other, growth, nil, to: &table)
    }
    return table
  }

  private func add(
    _ model: FollowedModel, _ uniform: RolloutGrowth, _ measured: RolloutGrowth?,
    to table: inout NumberTable
  ) {
    for (index, depth) in uniform.depths.enumerated() {
      let grid = model.path.blocks[index].grid
      let (row, column) = grid.position(of: depth.token)
      let place: [NumberTable.Value] = [
        .text(model.name), .integer(depth.address.stage + 1), .integer(depth.address.block + 1),
        .integer(grid.rows), .integer(grid.columns), .integer(row), .integer(column),
      ]
      let reach: [NumberTable.Value] = [
        .integer(depth.base.grid.count), .integer(depth.base.support.count),
        .real(model.meanShare(after: index)), .logical(model.isFull(after: index)),
      ]
      table.append(
        place + reach + values(of: depth.rollout)
          + (measured.map { values(of: $0.depths[index].rollout) } ?? []))
    }
  }

  private func values(of rollout: BlockRollout) -> [NumberTable.Value] {
    [
      .real(rollout.size.effectiveTokens), .integer(rollout.size.n50), .integer(rollout.size.n90),
      .init(rollout.size.distance), .real(rollout.outside),
    ]
  }
}
