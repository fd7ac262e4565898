import Screens
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

@Suite("The compare page") struct CompareViewTests {
  private func comparePage(
    _ keys: String = "}}c", model: String = "swin-t", size: Size = small, look: Look = .color
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look)
    try explorer.pressAndFinish(keys)
    return explorer
  }

  private func view(_ explorer: Explorer) throws -> CompareView {
    try #require(explorer.view as? CompareView)
  }

  @Test("looks as recorded", arguments: [Look.color, .mono])
  func screens(_ look: Look) throws {
    for size in [small, large] {
      for (name, keys) in [
        ("maps", "}}c"), ("branches", "}}cv"), ("table", "}}cvv"), ("costs", "}}cvvv"),
        ("zoom", "}}c7"),
      ] {
        let explorer = try comparePage(keys, model: "pale-t", size: size, look: look)
        try expectSnapshot(
          explorer.render().text, named: "compare-\(name)-\(look.rawValue)-\(size)")
      }
    }
  }

  @Test("shows every mechanism at 80x24, some after going on")
  func everyMechanismIsSeen() throws {
    var explorer = try comparePage(look: .mono)
    var seen = ""
    for _ in MechanismCatalog.names {
      seen += explorer.render().text
      try explorer.pressAndFinish("<Tab>")
    }
    for number in 1...11 { #expect(seen.contains("\(number) ")) }
    for name in MechanismCatalog.names {
      #expect(seen.contains(name) || seen.contains(MechanismCatalog.shortName(of: name)), "\(name)")
    }
  }

  @Test("what is said of the chosen mechanism is never cut at 80x24")
  func nothingIsCut() throws {
    for stage in ["", "}", "}}", "}}}"] {
      for keys in ["c", "cv", "cvv"] {
        var explorer = try comparePage("\(stage)gg0lj\(keys)", model: "pale-t")
        for _ in MechanismCatalog.names {
          #expect(!explorer.render().text.contains("…"), "\(stage)\(keys)")
          try explorer.pressAndFinish("<Tab>")
        }
      }
    }
  }

  @Test("z shows maps whole, a place for each token, where they have room")
  func wholeMaps() throws {
    var explorer = try comparePage("}cz", size: large)
    let body = Rect(row: 0, column: 0, columns: 120, rows: 35)
    let reading = try #require(try view(explorer).reading)
    func layout(isFit: Bool, in area: Rect) -> CompareLayout {
      CompareLayout(
        count: 11, selected: 0, grid: reading.grid, cursor: (0, 0), isFit: isFit, hasBars: false,
        in: area)
    }
    #expect(try view(explorer).isFit == false)
    let whole = layout(isFit: false, in: body).tiles
    #expect(whole.count == 8 && whole.allSatisfy { $0.viewport.isComplete })
    #expect(layout(isFit: true, in: body).tiles.count == 11)
    let small = layout(isFit: false, in: body.columns(0..<25)).tiles
    #expect(!small.isEmpty && small.allSatisfy { !$0.viewport.isComplete })
    try explorer.pressAndFinish("z")
    #expect(try view(explorer).isFit)
  }

  @Test("maps and captions lie within their tiles, and no tile over another")
  func tiles() {
    for side in [1, 7, 14, 28, 56] {
      for (columns, rows) in [(18, 3), (58, 10), (78, 19), (98, 25), (118, 35), (198, 55)] {
        for (isFit, hasBars) in [(true, true), (true, false), (false, true), (false, false)] {
          let area = Rect(row: 2, column: 1, columns: columns, rows: rows)
          let tiles = CompareLayout(
            count: 11, selected: 10, grid: TokenGrid(rows: side, columns: side), cursor: (0, 0),
            isFit: isFit, hasBars: hasBars, in: area
          ).tiles
          for (index, tile) in tiles.enumerated() {
            let name = "\(side) in \(columns)x\(rows), \(isFit), \(hasBars)"
            let map = tile.viewport.area
            #expect(area.intersection(tile.area) == tile.area, "\(name)")
            #expect(tile.area.intersection(map) == map, "\(name)")
            for other in tiles.dropFirst(index + 1) {
              #expect(tile.area.intersection(other.area).isEmpty, "\(name)")
            }
          }
        }
      }
    }
  }

  @Test("a model's own mechanism is marked, if it is the one that is laid on the grid")
  func ownMechanism() throws {
    for (model, keys, own) in [
      ("swin-t", "}}]c", "shifted-window"), ("pale-t", "c", "pale"), ("msg-t", "}c", "messenger"),
      ("dat-t", "}}c", "window"), ("dat-t", "}}]c", nil),
    ] {
      let explorer = try comparePage(keys, model: model)
      let reading = try #require(try view(explorer).reading)
      #expect(reading.entries.filter(\.isOwn).map(\.name) == (own.map { [$0] } ?? []), "\(model)")
    }
  }

  @Test("regions follow the cursor, and are those of the map")
  func regionsFollowTheCursor() throws {
    var explorer = try comparePage("}}gg0c")
    for keys in ["", "lj", "G$", "k"] {
      try explorer.pressAndFinish(keys)
      let reading = try #require(try view(explorer).reading)
      for (entry, shown) in zip(reading.entries, explorer.session.reading.comparison) {
        #expect(entry.name == shown.name)
        #expect(try entry.region.get().field.count == shown.outcome.get().count, "\(entry.name)")
      }
    }
  }

  @Test("one head is that head's branch")
  func headsHaveBranches() throws {
    var explorer = try comparePage("}}c(")
    let rows = try #require(try view(explorer).reading).entries[6]
    #expect(try rows.region.get().branch == "rows")
    #expect(try rows.region.get().field.count == 98)
    try explorer.pressAndFinish("((")
    let columns = try #require(try view(explorer).reading).entries[6]
    #expect(try columns.region.get().branch == "columns")
  }

  @Test(":grid and extents change what is compared, and say what divides")
  func ownGrids() throws {
    var explorer = try comparePage()
    _ = explorer.obey("grid 30")
    explorer.finish(explorer.refreshView())
    #expect(
      explorer.session.message
        == "30x30 does not divide: shuffle pale feature msg; padded: window shifted")
    try explorer.pressAndFinish("gg0")
    #expect(explorer.session.pageCursor == (0, 0))
    try explorer.pressAndFinish("l")
    #expect(explorer.session.pageCursor == (0, 1))
    let reading = try #require(try view(explorer).reading)
    #expect(reading.grid == TokenGrid(rows: 30, columns: 30))
    #expect((try? reading.entries[6].region.get()) == nil)
    _ = explorer.obey("pale 6")
    explorer.finish(explorer.refreshView())
    #expect(try view(explorer).selected == 6)
    #expect((try? view(explorer).reading?.entries[6].region.get()) != nil)
    _ = explorer.obey("grid own")
    explorer.finish(explorer.refreshView())
    #expect(explorer.session.cursorGrid == explorer.session.grid)
  }

  @Test(
    "nonsense is answered in a sentence, and changes nothing",
    arguments: [
      "grid 0", "grid 4x", "grid 129", "grid", "pale 0", "pale x", "window 99999999999", "shift 7",
      "stripe -1", "reduction 1 2",
    ])
  func nonsense(_ line: String) throws {
    var explorer = try comparePage()
    let before = explorer.session.playground
    _ = explorer.obey(line)
    #expect(explorer.session.message != nil)
    #expect(explorer.session.playground == before)
  }

  @Test("sides that fit are listed as whole numbers, and … where there are more")
  func listedSides() throws {
    let explorer = try comparePage("}}cvvv", size: large)
    let reading = try #require(try view(explorer).reading)
    let lines = explorer.render().text.split(separator: "\n")
    for curve in reading.curves {
      let line = try #require(lines.first { $0.contains(" \(curve.name) ") && $0.contains("side") })
      guard let list = line.split(separator: ":").dropFirst().first else { continue }
      let words = list.dropLast().split(separator: " ")
      #expect(words.last == "…" || words.count == curve.points.count, "\(curve.name)")
      for word in words where word != "…" {
        #expect(curve.points.contains { "\($0.side)" == word }, "\(curve.name) \(word)")
      }
    }
  }

  @Test("numbers are of every mechanism, or of the curves")
  func numbers() throws {
    var explorer = try comparePage()
    let regions = try #require(explorer.view.numbers(explorer.session))
    #expect(regions.rows.count == 11)
    try explorer.pressAndFinish("vvv")
    let costs = try #require(explorer.view.numbers(explorer.session))
    #expect(costs.name == "costs" && costs.rows.count > 500)
  }
}

extension Explorer {
  /// Presses keys, and does what background work they ask for.
  mutating func pressAndFinish(_ script: String) throws {
    for key in try KeyScript.parse(script) { finish(update(.key(key))) }
  }

  /// Does the background work among effects.
  mutating func finish(_ effects: [Effect]) {
    let context = WorkContext(isWanted: { true }, report: { _ in })
    for case .work(let work) in effects {
      finish(update(.work(id: work.id, work.perform(in: context))))
    }
  }
}
