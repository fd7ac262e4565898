import Screens
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

/// Pins, and jumps along them and along keys.
@Suite struct MarkTests {
  @Test("space pins the token under the cursor by a letter, and unpins it")
  func toggling() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("/5,4<Enter><Space>/9,10<Enter><Space>")
    #expect(explorer.session.pins.all.map(\.letter) == ["A", "B"])
    #expect(explorer.session.message == "pinned B at (9,10)")
    try explorer.press("/5,4<Enter><Space>")
    #expect(explorer.session.pins.all.map(\.letter) == ["B"])
    #expect(explorer.session.message == "unpinned A at (5,4)")
    try explorer.press("/20,20<Enter><Space>")
    #expect(explorer.session.pins.all.map(\.letter) == ["A", "B"])
    #expect(explorer.session.reading.pins?.entries.map(\.row) == [20, 9])
  }

  @Test("pins stay at their pixels from stage to stage, and the same part from size to size")
  func places() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("/9,10<Enter><Space>}}")
    let entry = try #require(explorer.session.reading.pins?.entries.first)
    #expect(entry.row == 2 && entry.column == 2)
    explorer.session.use(try OpenedModel(named: "swin-t", input: PixelSize(square: 448)))
    #expect(explorer.session.pins.all[0].point == PixelPoint(x: 84, y: 76))
  }

  @Test(
    "pins are drawn on every page with a map of tokens", arguments: [Look.color, .mono],
    ["", "c", "c7", "cv", "b", "b<Tab><Tab>", "d"])
  func drawn(_ look: Look, page: String) throws {
    var explorer = try testExplorer("swin-t", size: large, look: look)
    try explorer.pressAndFinish("}}\(page)")
    let before = explorer.render()
    try explorer.pressAndFinish("hh<Space>jj<Space>kk")
    let screen = explorer.render()
    // Letters of pins stand where something else stood, in the style that pins have.
    let letters = Array(try screen.standingOut(from: before))
    let maps = page == "" || page.hasPrefix("c7") || page.hasPrefix("b<") ? 1 : 2
    #expect(letters.count { $0 == "A" } >= maps && letters.count { $0 == "B" } >= maps)
  }

  @Test("a quotation mark goes from pin to pin, and around")
  func jumping() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("'")
    #expect(explorer.session.message?.contains("no pins") == true)
    try explorer.press("/5,4<Enter><Space>/9,10<Enter><Space>/30,30<Enter><Space>gg0")
    var places: [Int] = []
    for _ in 0..<4 {
      try explorer.press("'")
      places.append(explorer.session.cursor.row)
    }
    #expect(places == [5, 9, 30, 5])
  }

  @Test("it is said of two pins whether one sees the other")
  func seeing() throws {
    var explorer = try testExplorer("swin-t", size: large)
    try explorer.press("}}]/1,1<Enter><Space>/4,5<Enter><Space>")
    #expect(explorer.render().text.contains("neither sees the other"))
    try explorer.press("<Space>/0,2<Enter><Space>")
    let text = explorer.render().text
    #expect(text.contains("A sees B") && text.contains("B sees A"))
  }

  @Test("there are letters for 26 pins")
  func letters() throws {
    var explorer = try testExplorer("swin-t")
    for column in 0..<27 { try explorer.press("/3,\(column)<Enter><Space>") }
    #expect(explorer.session.pins.all.count == 26)
    #expect(explorer.session.message == "all letters are taken: unpin a token first")
  }

  @Test("n goes along the region by distance before a run, N back to where it began")
  func nearest() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("]gg0N")
    #expect(explorer.session.message?.hasPrefix("n goes to the first of the 8") == true)
    var places: [[Int]] = []
    for _ in 0..<9 {
      try explorer.press("n")
      places.append([explorer.session.cursor.row, explorer.session.cursor.column])
    }
    #expect(
      places == [[0, 1], [1, 0], [1, 1], [0, 2], [2, 0], [1, 2], [2, 1], [2, 2], [2, 2]])
    #expect(explorer.session.message == "the last of the 8 tokens of the region of (0,0)")
    try explorer.press("NNNNNNN")
    #expect(explorer.session.cursor == (0, 1))
    #expect(
      explorer.session.message == "1 of 8 tokens of the region of (0,0), by distance")
    try explorer.press("N")
    #expect(explorer.session.cursor == (0, 0))
    #expect(explorer.session.message == "back at (0,0)")
    try explorer.press("nlln")
    #expect(explorer.session.message?.contains("region of (0,3)") == true)
  }

  @Test("n goes along the strongest keys after a run")
  func strongest() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.run()
    try explorer.press("/9,10<Enter>")
    let keys = try #require(explorer.session.reading.attention).strongest
    let grid = explorer.session.grid
    let expected = keys.compactMap { key -> Int? in
      guard case .token(let token) = key.place, token != grid[9, 10] else { return nil }
      return token
    }
    for token in expected.prefix(4) {
      try explorer.press("n")
      #expect(grid[explorer.session.cursor.row, explorer.session.cursor.column] == token)
    }
    #expect(explorer.session.message?.hasPrefix("4 of") == true)
    #expect(explorer.session.message?.contains("weight 0.0") == true)
    try explorer.press("]n")
    #expect(explorer.session.message?.contains("of (9,10)") == false)
  }

  @Test("keys that stand for several tokens, or for points, are tokens to go to")
  func otherKeys() throws {
    for model in ["pvt-ti", "dat-t", "deit-ti", "msg-t"] {
      var explorer = try testExplorer(model)
      try explorer.run()
      try explorer.press("}")
      for _ in 0..<45 { try explorer.press("n") }
      #expect(explorer.session.message?.hasPrefix("the last of") == true, "\(model)")
      for _ in 0..<45 { try explorer.press("N") }
      #expect(explorer.session.message?.hasPrefix("n goes to the first") == true, "\(model)")
    }
  }

  @Test("two pins are compared: what both see, whether they see each other, how alike they are")
  func comparing() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("/9,10<Enter><Space>")
    #expect(explorer.session.reading.pins?.pair == nil)
    try explorer.press("/9,13<Enter><Space>/20,20<Enter><Space>")
    var pair = try #require(explorer.session.reading.pins?.pair)
    #expect(pair.overlap == 49 && pair.union == 49 && pair.isSeen == (true, true))
    #expect(pair.weights == nil && pair.cosine == nil && pair.distance == 12)
    try explorer.press("'<Space>")
    pair = try #require(explorer.session.reading.pins?.pair)
    #expect(pair.overlap == 0 && pair.union == 98 && pair.isSeen == (false, false))
    try explorer.run()
    pair = try #require(explorer.session.reading.pins?.pair)
    #expect(pair.weights?.toSecond == 0 && pair.weights?.toFirst == 0)
  }

  @Test("pins are drawn on the map, and two are compared beside it", arguments: Look.allCases)
  func looks(_ look: Look) throws {
    var explorer = try testExplorer("pale-t", size: large, look: look)
    try explorer.run()
    try explorer.press("}/9,10<Enter><Space>/5,18<Enter><Space>/9,13<Enter>")
    for size in [large, small] {
      _ = explorer.update(.resized(size))
      try expectSnapshot(explorer.render().text, named: "pins-\(look.rawValue)-\(size)")
    }
  }

  @Test("pins are drawn on other maps", arguments: ["follow", "heads", "verify"])
  func otherMaps(_ name: String) throws {
    var explorer = try testExplorer("deit-ti", size: large, look: .mono)
    try explorer.run()
    _ = try explorer.obeyScript("view \(name)").get()
    let before = explorer.render().text.count { $0 == "A" }
    try explorer.press("/2,3<Enter><Space>/5,5<Enter>")
    #expect(explorer.render().text.count { $0 == "A" } > before)
  }

  @Test("figures have pins, and a command sets them")
  func figures() throws {
    var explorer = try testExplorer("swin-t")
    for line in ["pin 4,5", "pin #200", "pin px 100,120"] {
      _ = try explorer.obeyScript(line).get()
    }
    #expect(explorer.session.pins.all.count == 3)
    #expect(explorer.session.cursor == (28, 28))
    let svg = String(decoding: try explorer.export(as: .svg), as: UTF8.self)
    for letter in ["A", "B", "C"] { #expect(svg.contains(">\(letter)</text>")) }
    guard case .failure(let error) = explorer.obeyScript("pin 80,1") else {
      Issue.record("it was obeyed")
      return
    }
    #expect(error.description == ":pin 80,1: outside of the 56x56 tokens")
  }
}

extension Screen {
  /// The letters in bold that another screen of the size has not.
  fileprivate func standingOut(from other: Screen) throws -> String {
    try #require(size == other.size)
    var text = ""
    for row in 0..<size.rows {
      for column in 0..<size.columns where self[row, column] != other[row, column] {
        let cell = self[row, column]
        if cell.style.isBold || cell.style.isReversed { text.append(cell.character) }
      }
    }
    return text
  }
}
