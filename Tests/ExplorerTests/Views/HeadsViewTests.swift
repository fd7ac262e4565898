import Figures
import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct HeadsViewTests {
  /// A small model that has run, its heads worked out.
  static func explorer(
    _ model: String = "swin-t", input: Int = 112, size: Size = small, look: Look = .color
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look) {
      $0.input = PixelSize(square: input)
      $0.isStill = true
    }
    _ = explorer.update(.picture(testPicture(width: input, height: input)))
    try explorer.run()
    explorer.work(try explorer.press("d"))
    return explorer
  }

  private func view(_ explorer: Explorer) throws -> HeadsView {
    try #require(explorer.view as? HeadsView)
  }

  private func record(_ explorer: Explorer) throws -> AttentionRecord {
    let selection = explorer.session.selection
    let report = try #require(explorer.session.run.reports[selection.address])
    return report.attention[selection.layer]
  }

  private func isWork(_ effects: [Effect]) -> Bool {
    effects.contains { if case .work = $0 { true } else { false } }
  }

  @Test("Heads are worked out once the first pass is through, and not while it runs")
  func background() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.run(blocks: 3)
    #expect(try !isWork(explorer.press("d")))
    #expect(explorer.render().text.contains("computing…"))
    try explorer.run()
    let effects = explorer.update(.resized(small))
    #expect(!isWork(effects), "it was asked for when the pass ended")
    #expect(explorer.session.works.names.map(\.name) == ["statistics of swin-t's heads"])
  }

  @Test("The table has the numbers of the run, sorted by distance at first")
  func table() throws {
    var explorer = try Self.explorer()
    try explorer.press("}}")
    let statistics = try #require(
      record(explorer).headStatistics(stride: explorer.session.scale.stride.columns))
    let rows = try view(explorer).rows(explorer.session)
    #expect(rows.count == 12)
    #expect(rows.map { $0.meanDistance ?? 0 } == statistics.map(\.meanDistance).sorted(by: >))
    let text = explorer.render().text
    for head in statistics {
      #expect(text.contains(NumberText.fixed(head.meanDistance, 1)))
      #expect(text.contains(NumberText.fixed(head.largestWeight, 4)))
    }
  }

  @Test("S sorts by one column after the other, R turns the order around")
  func sorting() throws {
    var explorer = try Self.explorer()
    try explorer.press("}}")
    var seen: [HeadMeasure] = []
    for _ in 0..<8 {
      let own = try view(explorer)
      seen.append(own.measure)
      let values = own.rows(explorer.session).compactMap { own.measure.value(of: $0) }
      let isAscending = own.measure == .head
      #expect(values == values.sorted { isAscending ? $0 < $1 : $0 > $1 }, "\(own.measure)")
      try explorer.press("R")
      let turned = try view(explorer).rows(explorer.session)
        .compactMap { own.measure.value(of: $0) }
      #expect(turned == values.sorted { isAscending ? $0 > $1 : $0 < $1 }, "\(own.measure)")
      try explorer.press("RS")
    }
    #expect(Set(seen).count == 7)
    #expect(seen.first == .distance)
  }

  @Test("Heads of equal numbers keep their order, and those without a number come last")
  func ties() {
    func head(_ number: Int, _ distance: Double?) -> HeadNumbers {
      HeadNumbers(
        head: number, branch: "all", keyCount: 1, meanDistance: distance,
        meanDistanceOfPlaced: nil, unplacedShare: 0, entropy: 0, entropyCeiling: 0,
        normalizedEntropy: nil, effectiveKeys: 1, largestWeight: 1)
    }
    let heads = [head(0, nil), head(1, 5), head(2, 7), head(3, 5)]
    #expect(
      HeadTable.sorted(heads, by: .distance, isReversed: false).map(\.head) == [2, 1, 3, 0])
    #expect(HeadTable.sorted(heads, by: .distance, isReversed: true).map(\.head) == [1, 3, 2, 0])
  }

  @Test("The head that looks farthest is one key away, and the next one more")
  func ranks() throws {
    var explorer = try Self.explorer()
    try explorer.press("}}")
    let order = try view(explorer).order(explorer.session)
    try explorer.press(".")
    #expect(!explorer.session.selection.showsUnion)
    #expect(explorer.session.selection.head == order[0])
    try explorer.press("..")
    #expect(explorer.session.selection.head == order[2])
    try explorer.press(",,,")
    #expect(explorer.session.selection.head == order[11])
    #expect(
      explorer.render().text.contains("> h\(order[11]) ")
        || explorer.render().text.contains(">h\(order[11]) "))
    try explorer.press(")")
    #expect(explorer.session.selection.head == (order[11] + 1) % 12)
  }

  @Test("Work that was given up is asked for again only after another run")
  func givingUp() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.run()
    guard case .work(let work)? = try explorer.press("d").first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(try explorer.press("<C-c>") == [.cancelWork(work.id)])
    #expect(!isWork(explorer.update(.work(id: work.id, .cancelled))))
    #expect(try !isWork(explorer.press("}l")))
    #expect(explorer.render().text.contains("after a run: r"))
    try explorer.press("r")
    try explorer.run()
    #expect(explorer.session.works.names.count == 1)
  }

  @Test("Another model forgets what was known, and gives up what is under way")
  func anotherModel() throws {
    var explorer = try Self.explorer()
    #expect(try view(explorer).findings.heads.count == 12)
    _ = explorer.obey("model deit-ti")
    let opened = try ExplorerSettings(model: "deit-ti").openedModel()
    _ = explorer.update(.model(opened))
    #expect(try view(explorer).findings.heads.isEmpty)
  }

  @Test("Regions that are read the other way have no weights")
  func incoming() throws {
    var explorer = try Self.explorer()
    #expect(try view(explorer).reading?.hasWeights == true)
    try explorer.press("i")
    #expect(try view(explorer).reading?.hasWeights == false)
    #expect(explorer.render().text.contains("regions"))
  }

  @Test("Under a mechanism that the model does not run there are regions and no numbers")
  func anotherMechanism() throws {
    var explorer = try Self.explorer()
    try explorer.press("}}")
    _ = explorer.obey("mechanism pale")
    _ = explorer.update(.resized(small))
    #expect(explorer.session.selection.mechanism == "pale")
    #expect(explorer.render().text.contains("the model does not run this mechanism"))
    #expect(try view(explorer).reading?.heads.isEmpty == false)
  }

  @Test("Attention to a class token is told apart, and the distance without it")
  func classToken() throws {
    var explorer = try Self.explorer("deit-ti", input: 96)
    let rows = try view(explorer).rows(explorer.session)
    #expect(rows.allSatisfy { $0.unplacedShare > 0 })
    for head in rows {
      let (all, placed) = (try #require(head.meanDistance), try #require(head.meanDistanceOfPlaced))
      #expect(placed > all)
    }
    try explorer.press("2")
    #expect(explorer.render().text.contains("off grid"))
    try explorer.press("SS")
    #expect(try view(explorer).measure == .unplacedShare)
  }

  @Test("Numbers of the token under the cursor stand in for the means")
  func tokenNumbers() throws {
    var explorer = try Self.explorer()
    try explorer.press("}}al")
    let (session, rows) = (explorer.session, try view(explorer).rows(explorer.session))
    let token = session.grid[session.cursor.row, session.cursor.column]
    for numbers in rows {
      let row = try #require(record(explorer).row(of: token, head: numbers.head))
      let own = AttentionStatistics(
        of: row, query: token, in: try record(explorer).pattern,
        stride: session.scale.stride.columns)
      #expect(numbers.meanDistance == own.meanDistance && numbers.entropy == own.entropy)
    }
    #expect(
      explorer.render().text.contains("token (\(session.cursor.row),\(session.cursor.column))"))
  }

  @Test("The mouse picks heads on maps, in the table and on the grid, and tokens on maps")
  func mouse() throws {
    var explorer = try Self.explorer(size: large)
    try explorer.press("}}")
    let screen = explorer.render().text.split(separator: "\n").map { $0.dropFirst().dropLast() }
    let order = try view(explorer).order(explorer.session)
    func click(_ row: Int, _ column: Int) {
      _ = explorer.update(.key(.mouse(row: row, column: column, .press)))
    }
    let second = try #require(screen.indices.first { screen[$0].contains(" h\(order[1]) ") })
    let line = screen[second]
    let place = try #require(line.range(of: "h\(order[1]) "))
    click(second, line.distance(from: line.startIndex, to: place.lowerBound))
    #expect(explorer.session.selection.head == order[1])
    click(second + 1, line.distance(from: line.startIndex, to: place.lowerBound))
    #expect(explorer.session.cursor == (0, 0))
    let grid = try #require(screen.indices.first { screen[$0].contains(" s1b2 ") })
    let label = try #require(screen[grid].range(of: "s1b2"))
    let column = screen[grid].distance(from: screen[grid].startIndex, to: label.lowerBound)
    click(grid, column + 6 + 2)
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 1))
    #expect(explorer.session.selection.head == 2)
  }

  @Test("The numbers are those of every head of every layer")
  func numbers() throws {
    let explorer = try Self.explorer()
    let table = try #require(explorer.view.numbers(explorer.session))
    #expect(table.rows.count == 2 * 3 + 2 * 6 + 6 * 12 + 2 * 24)
    let first = try #require(table.rows.first)
    let heads = try #require(record(explorer).headStatistics(stride: 4))
    #expect(first[table.columns.firstIndex(of: "distance_px")!] == .real(heads[0].meanDistance))
    #expect(first[0] == 1 && first[1] == 1 && first[3] == 0 && first[4] == "window")
  }

  @Test("y copies the numbers of the head that is shown")
  func copying() throws {
    var explorer = try Self.explorer()
    try explorer.press(".")
    guard case .copy(let row)? = try explorer.press("y").first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(row.contains("means over 784 tokens") && row.contains("mean attention distance, px"))
  }

  @Test("Every part is drawn at every size, with many heads and with few", arguments: Look.allCases)
  func sizes(_ look: Look) throws {
    for (model, stage) in [("swin-l", "}}}"), ("deit-ti", ""), ("boat-swin-t", "}")] {
      var explorer = try testExplorer(model, look: look)
      try explorer.run(blocks: 40)
      try explorer.press(stage + "d")
      for keys in ["", "v", "1", "2", "3", "4", "4)"] {
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
}
