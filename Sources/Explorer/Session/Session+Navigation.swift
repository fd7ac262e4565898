import VisionTransformers

/// Moving about: tokens, blocks, stages, heads.
extension Session {
  /// Puts the cursor on the token in the middle of the stage.
  mutating func moveToCenter() {
    move(toRow: grid.rows / 2, column: grid.columns / 2)
  }

  /// The grid that the cursor moves on: the page's own, or the layer's.
  var cursorGrid: TokenGrid { pageGrid ?? grid }
  var cursorScale: PixelScale { PixelScale(grid: cursorGrid, input: spec.input) }
  /// The token of that grid under the cursor.
  var pageCursor: (row: Int, column: Int) { cursorScale.token(at: selection.point) }

  /// Puts the cursor on a token; outside of the grid, on the nearest that is in it.
  mutating func move(toRow row: Int, column: Int) {
    let grid = cursorGrid
    selection.point = cursorScale.center(
      row: min(max(0, row), grid.rows - 1), column: min(max(0, column), grid.columns - 1))
  }

  mutating func move(rows: Int, columns: Int) {
    let (row, column) = pageCursor
    move(toRow: row + rows, column: column + columns)
  }

  /// Goes to another attention layer, in the order in which they run.
  mutating func stepLayer(by step: Int) {
    let here = geometry.position(of: selection.address, layer: selection.layer) ?? 0
    let there = min(max(0, here + step), geometry.layers.count - 1)
    guard geometry.layers.indices.contains(there) else { return }
    let layer = geometry.layers[there]
    selection.address = layer.address
    selection.layer = layer.index
  }

  /// Goes to another stage: its block of the same number, or its last.
  mutating func stepStage(by step: Int) {
    let stage = min(max(0, selection.address.stage + step), spec.stages.count - 1)
    guard stage != selection.address.stage else { return }
    let block = min(selection.address.block, spec.stages[stage].blocks.count - 1)
    selection.address = BlockAddress(stage: stage, block: block)
    selection.layer = 0
  }

  /// Shows one head, and another where one is shown already.
  mutating func stepHead(by step: Int) {
    let heads = shownHeads
    if selection.showsUnion {
      selection.showsUnion = false
    } else {
      selection.head = (selection.head + step + heads) % heads
    }
  }

  mutating func clampHead() { selection.head = min(max(0, selection.head), shownHeads - 1) }

  /// Shows the model's own mechanism, or another in its place.
  mutating func show(mechanism: String?) {
    selection.mechanism = mechanism == layer?.spec.mechanism.name ? nil : mechanism
  }
}
