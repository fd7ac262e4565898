import Figures
import Screens
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

@Suite("The clusters page") struct ClustersViewTests {
  private func page(
    _ keys: String, model: String = "boat-swin-t", size: Size = small, look: Look = .color,
    runs: Bool = true
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look)
    if runs { try explorer.run() }
    try explorer.pressAndFinish(keys)
    return explorer
  }

  private func view(_ explorer: Explorer) throws -> ClustersView {
    try #require(explorer.view as? ClustersView)
  }

  @Test("looks as recorded", arguments: [Look.color, .mono])
  func screens(_ look: Look) throws {
    for size in [small, large] {
      for (name, keys) in [("run", "}}]b"), ("level", "}}]b-"), ("picture", "}b")] {
        let explorer = try page(keys, size: size, look: look)
        try expectSnapshot(
          explorer.render().text, named: "clusters-\(name)-\(look.rawValue)-\(size)")
      }
    }
  }

  @Test("- and + go from the leaves to one group of all, and back")
  func levels() throws {
    var explorer = try page("}b", model: "swin-t", runs: false)
    #expect(try view(explorer).reading?.key.level == 4)
    for level in [3, 2, 1, 0, 0] {
      try explorer.pressAndFinish("-")
      let reading = try #require(try view(explorer).reading)
      #expect(reading.key.level == level)
      #expect(Set(reading.balanced.partition.sizes) == [784 >> level])
      #expect(try view(explorer).kMeans?.key == reading.key)
    }
    try explorer.pressAndFinish("++++++")
    #expect(try view(explorer).reading?.isAtLeaves == true)
  }

  @Test("a run of BOAT gives each head its own clusters; before, and elsewhere, it is the colours")
  func sources() throws {
    var explorer = try page("}}]b")
    let first = try #require(try view(explorer).reading)
    #expect(first.source == .run)
    try explorer.pressAndFinish("))")
    let second = try #require(try view(explorer).reading)
    #expect(second.key.features.head == 1)
    #expect(first.balanced.partition != second.balanced.partition)
    explorer = try page("}}]b", runs: false)
    #expect(explorer.render().text.contains("until this block has run"))
    explorer = try page("}}b", model: "swin-t")
    #expect(explorer.render().text.contains("swin-t does not cluster"))
  }

  @Test("a grid that does not halve is refused with the mechanism's sentence")
  func refusal() throws {
    var explorer = try page("}}b", model: "swin-t", runs: false)
    _ = explorer.obey("grid 20")
    explorer.finish(explorer.refreshView())
    #expect(explorer.viewName == "clusters")
    #expect(explorer.render().text.contains("400 tokens cannot be halved into clusters of 49"))
    #expect(explorer.view.numbers(explorer.session) == nil)
  }

  @Test("another pass of the same model over the same picture asks for nothing again")
  func passes() throws {
    var explorer = try page("}}]b")
    let (reading, kMeans) = try (view(explorer).reading?.key, view(explorer).kMeans?.key)
    #expect(reading != nil && kMeans == reading)
    let effects = try explorer.press("r")
    try explorer.run()
    #expect(try view(explorer).reading?.key == reading && view(explorer).kMeans?.key == kMeans)
    #expect(!explorer.render().text.contains("computing"))
    #expect(!effects.contains { if case .work = $0 { true } else { false } })
  }

  @Test("the overlap is 20 tokens of the sibling, at the leaves alone")
  func overlaps() throws {
    var explorer = try page("}}b", model: "swin-t", runs: false)
    let reading = try #require(try view(explorer).reading)
    let token = explorer.session.cursorToken
    let overlap = reading.overlap(of: token)
    #expect(overlap.count == 20)
    #expect(overlap.allSatisfy { reading.tree.leaf(of: $0) == reading.tree.leaf(of: token) ^ 1 })
    try explorer.pressAndFinish("-")
    #expect(try #require(try view(explorer).reading).overlap(of: token).isEmpty)
  }

  @Test("each level has a line with what the halving made, the shown one marked")
  func levelLines() throws {
    var explorer = try page("}b-", model: "swin-t", size: large, runs: false)
    let reading = try #require(try view(explorer).reading)
    #expect(reading.levels.map(\.count) == [1, 2, 4, 8, 16])
    let text = explorer.render().text
    for (level, groups) in reading.levels.enumerated() {
      let line =
        "\(groups.count)".aligned(right: 8) + groups.sizes.aligned(right: 8)
        + NumberText.fixed(groups.likeness, 4).aligned(right: 9)
      #expect(text.contains((level == 3 ? ">    3" : "     \(level)") + line), "\(level)")
    }
    let likeness = reading.levels.map(\.likeness)
    #expect(likeness == likeness.sorted())
    try explorer.pressAndFinish("-")
    #expect(try #require(try view(explorer).reading).levels.map(\.likeness) == likeness)
  }

  @Test("maps are as large as fits, whole, and no part lies over another")
  func layout() throws {
    let session = try testExplorer("swin-t").session
    for side in [7, 14, 28, 56] {
      for (columns, rows) in [(20, 3), (80, 20), (100, 26), (120, 36), (200, 56)] {
        for count in [1, 2] {
          let body = Rect(row: 1, column: 0, columns: columns, rows: rows)
          let layout = ClustersLayout(
            maps: count, on: TokenGrid(rows: side, columns: side), cursor: (0, 0), isFit: true,
            session, in: body)
          let name = "\(count) of \(side) in \(columns)x\(rows)"
          var parts = [layout.text, layout.levels, layout.legend, layout.chosen]
          for map in layout.maps {
            parts.append(map.panel)
            #expect(map.panel.intersection(map.viewport.area) == map.viewport.area, "\(name)")
          }
          for (index, part) in parts.enumerated() {
            #expect(body.intersection(part) == part, "\(name)")
            for other in parts.dropFirst(index + 1) {
              #expect(part.intersection(other).isEmpty, "\(name)")
            }
          }
        }
      }
    }
    let body = Rect(row: 1, column: 0, columns: 120, rows: 36)
    let maps = ClustersLayout(
      maps: 2, on: TokenGrid(rows: 56, columns: 56), cursor: (0, 0), isFit: true, session, in: body
    ).maps.map(\.viewport)
    #expect(maps.map(\.pool) == [1, 2])
  }

  @Test(
    "nothing is cut at the edge of a panel", arguments: [small, large])
  func nothingIsCut(_ size: Size) throws {
    for keys in ["b", "b-", "b<Tab>", "b<Tab><Tab>", "}b", "}}b"] {
      let explorer = try page(keys, model: "swin-t", size: size, runs: false)
      let view = try view(explorer)
      let facts = ClusterFacts(try #require(view.reading), view.kMeans, explorer.session)
      let text = explorer.render().text
      let level = try #require(view.reading).key.level
      let count = try #require(view.kMeans).groups.count
      #expect(view.maps == .kMeans || text.contains("BOAT level \(level)/"), "\(keys)")
      #expect(view.maps == .balanced || text.contains("k-means \(count) of "), "\(keys)")
      let width = size == large ? 24 : 22
      for line in facts.lines(columns: width, rows: 17) where line.columns > 0 {
        #expect(line.columns <= width && text.contains(line.text), "\(keys) \(line.text)")
      }
    }
  }

  @Test("the figure outlines the token's group and the keys of its sibling, and has the pins")
  func figure() throws {
    let explorer = try page("}}b<Space>", model: "swin-t", runs: false)
    let figure = try #require(explorer.view.figure(explorer.session))
    let legend = figure.legend.map(\.label)
    #expect(legend == ["the token", "its group", "20 keys of its sibling"])
    let reading = try #require(try view(explorer).reading)
    let token = explorer.session.cursorToken
    let map = try #require(figure.panels.lazy.compactMap { $0.map }.first)
    #expect(map.pins.map(\.token) == [token])
    let own = Set(map.outlines[2].parts.indices.filter { map.outlines[2].parts[$0] != 0 })
    #expect(own.count == 49 && own.contains(token))
    let keys = Set(map.outlines[1].parts.indices.filter { map.outlines[1].parts[$0] != 0 })
    #expect(keys == reading.overlap(of: token))
  }
}

extension Figure.Panel {
  /// The map, where the panel is one.
  fileprivate var map: TokenMapPanel? {
    if case .tokenMap(let map) = self { map } else { nil }
  }
}
