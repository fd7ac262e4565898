import Figures
import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct FeaturesViewTests {
  @Test("The histogram has every token once, and a place for the one under the cursor")
  func histogram() throws {
    let session = try testExplorer("swin-t").session
    let values: [Float] = [0, 1, 1, 2, 9.99, 10]
    let histogram = FeatureHistogram(values, of: 3, digits: 1, session: session)
    #expect(histogram.counts(bins: 10) == [1, 2, 1, 0, 0, 0, 0, 0, 0, 2])
    #expect(histogram.counts(bins: 1) == [6])
    var screen = Screen(Size(columns: 24, rows: 9))
    histogram.draw(in: Rect(screen.size), on: &screen)
    let lines = screen.trimmedText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "tokens, up to 2 a column")
    #expect(lines[7] == "    ▲")
    #expect(lines[8] == "0.0 2.0             10.0")
  }

  /// A small model that has run, its components worked out.
  static func explorer(
    _ model: String = "swin-t", input: Int = 112, size: Size = small, look: Look = .color
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look) {
      $0.input = PixelSize(square: input)
      $0.isStill = true
    }
    _ = explorer.update(.picture(testPicture(width: input, height: input)))
    try explorer.run()
    explorer.work(try explorer.press("e"))
    explorer.work(try explorer.press("}"))
    return explorer
  }

  private func view(_ explorer: Explorer) throws -> FeaturesView {
    try #require(explorer.view as? FeaturesView)
  }

  @Test("Before the block has run there is nothing to see, and the page says how to get it")
  func nothing() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("<C-c>")
    _ = explorer.update(.run(id: explorer.session.run.id, .cancelled))
    try explorer.press("e")
    #expect(explorer.render().text.contains("after a run: r"))
    #expect(explorer.view.numbers(explorer.session) == nil)
  }

  @Test("Each of the four has a key of its own, and v goes through them")
  func keys() throws {
    var explorer = try Self.explorer()
    for (key, cells) in zip(["1", "2", "3", "4"], FeatureCells.allCases) {
      try explorer.press(key)
      #expect(try view(explorer).cells == cells)
      #expect(explorer.render().text.contains("─ \(cells.title)  "))
    }
    try explorer.press("v")
    #expect(try view(explorer).cells == .norm)
    try explorer.press("<S-Tab>")
    #expect(try view(explorer).cells == .position)
  }

  @Test("Norms beyond the median by more than five deviations are marked and listed")
  func outliers() throws {
    var explorer = try Self.explorer(look: .mono)
    let address = explorer.session.selection.address
    var report = try #require(explorer.session.run.reports[address])
    #expect(explorer.render().text.contains("outliers none"))
    report.tokenNorms[3] = 90
    report.tokenNorms[17] = 70
    _ = explorer.update(.run(id: explorer.session.run.id, .block(report)))
    let text = explorer.render().text
    #expect(text.contains("outliers 2") && text.contains("! (0,3)") && text.contains("90.000"))
    #expect(text.contains("!!") && text.contains("! outlier"))
    let table = try #require(explorer.view.numbers(explorer.session))
    let column = try #require(table.columns.firstIndex(of: "outlier"))
    #expect(table.rows.filter { $0[column] == true }.map { $0[0] } == [3, 17])
  }

  @Test("Cosines are those to the token under the cursor")
  func cosines() throws {
    var explorer = try Self.explorer()
    try explorer.press("3/2,5<Enter>")
    let reading = try #require(try view(explorer).reading)
    #expect(reading.token == reading.grid[2, 5])
    #expect(abs(reading.cosines[reading.token] - 1) < 1e-6)
    let features = try #require(
      explorer.session.run.reports[explorer.session.selection.address]?.features)
    #expect(reading.cosines == features.cosines(to: reading.token))
  }

  @Test("Components come from the background, with their part of the variance")
  func components() throws {
    var explorer = try Self.explorer()
    try explorer.press("2")
    let address = explorer.session.selection.address
    let own = try #require(
      try view(explorer).findings.components(of: address, explorer.session))
    #expect(own.components.count == 3)
    let text = explorer.render().text
    for component in own.components {
      #expect(text.contains(NumberText.percent(component.variance / own.totalVariance)))
    }
    let table = try #require(explorer.view.numbers(explorer.session))
    #expect(table.columns.suffix(5) == ["pc1", "pc2", "pc3", "bias_weight", "weight"])
    let effects = try explorer.press("]")
    #expect(explorer.render().text.contains("computing…"))
    explorer.work(effects)
    #expect(!explorer.render().text.contains("computing…"))
    // What is known is not asked for again.
    #expect(try explorer.press("[").isEmpty)
  }

  @Test("The bias alone stands beside the attention that the run has")
  func bias() throws {
    var explorer = try Self.explorer(size: large)
    try explorer.press("4)")
    let reading = try #require(try view(explorer).reading)
    let position = try #require(reading.position)
    let report = try #require(explorer.session.run.reports[explorer.session.selection.address])
    let row = try #require(report.attention[0].positionOnlyRow(of: position.token, head: 0))
    for (key, weight) in zip(row.keys, row.weights) {
      #expect(abs(position.alone[key] - weight) < 1e-7)
    }
    #expect(position.alone != position.all)
    let text = explorer.render().text
    #expect(text.contains("bias only") && text.contains(" all "))
    #expect(text.contains(NumberText.fixed(position.aloneStatistics.entropy, 2)))
  }

  @Test("A layer without such a bias says so")
  func noBias() throws {
    var explorer = try Self.explorer("deit-ti", input: 96)
    try explorer.press("4")
    #expect(explorer.render().text.contains("scores of this layer"))
    #expect(explorer.view.numbers(explorer.session)?.columns.contains("weight") == false)
  }

  @Test("All four are drawn at every size and under every look", arguments: Look.allCases)
  func sizes(_ look: Look) throws {
    for model in ["swin-t", "axial26s"] {
      var explorer = try testExplorer(model, look: look)
      try explorer.run(blocks: 4)
      explorer.work(try explorer.press("e"))
      for keys in ["1", "2", "3", "4", "z", "1", "G$"] {
        try explorer.press(keys)
        for (columns, rows) in [(60, 16), (61, 17), (80, 24), (99, 30), (100, 20), (300, 100)] {
          let size = Size(columns: columns, rows: rows)
          _ = explorer.update(.resized(size))
          let screen = explorer.render()
          #expect(screen.size == size)
          if let cursor = screen.cursor {
            #expect(screen.bounds.contains(row: cursor.row, column: cursor.column))
          }
        }
      }
    }
  }

  @Test("A click goes to the token, on either of two maps")
  func mouse() throws {
    var explorer = try Self.explorer(size: large)
    for keys in ["1", "4"] {
      try explorer.press(keys)
      let body = explorer.body
      let drawing = FeaturesDrawing(try view(explorer), explorer.session, in: body)
      for (index, viewport) in drawing.layout.viewports.enumerated() {
        let cell = viewport.cell(ofRow: 3 + index, column: 8)
        _ = explorer.update(.key(.mouse(row: cell.row, column: cell.column, .press)))
        let cursor = explorer.session.cursor
        #expect(
          abs(cursor.row - 3 - index) <= viewport.pool && abs(cursor.column - 8) <= viewport.pool)
      }
    }
  }
}
