import Screens
import Testing

@testable import Explorer

@Suite struct SizeTests {
  private static let sizes =
    (1...61).flatMap { columns in (1...3).map { (columns, $0) } }
    + (1...17).flatMap { rows in [1, 59, 60, 61, 99, 100].map { ($0, rows) } }
    + [(60, 100), (300, 16), (300, 100), (184, 39), (100, 30), (79, 23), (140, 17), (0, 0)]

  @Test(arguments: Look.allCases) func everySizeIsDrawn(_ look: Look) throws {
    var explorer = try testExplorer(look: look)
    try explorer.run()
    for (columns, rows) in Self.sizes {
      let size = Size(columns: columns, rows: rows)
      _ = explorer.update(.resized(size))
      let screen = explorer.render()
      #expect(screen.size == size)
      if let cursor = screen.cursor {
        #expect(screen.bounds.contains(row: cursor.row, column: cursor.column))
      }
    }
  }

  @Test func overlaysAreDrawnAtEverySize() throws {
    for keys in ["m", "?", "o", "O", "t", "/", "z", "v", "vvv", "1", "2", "3", "4"] {
      var explorer = try testExplorer("swin-t")
      try explorer.run(blocks: 3)
      try explorer.press(keys)
      for (columns, rows) in [(60, 16), (61, 17), (80, 24), (99, 20), (100, 20), (121, 41), (5, 5)]
      {
        _ = explorer.update(.resized(Size(columns: columns, rows: rows)))
        #expect(explorer.render().size == Size(columns: columns, rows: rows))
      }
    }
  }

  @Test func gridsWhoseSidesDifferAreDrawn() throws {
    for (height, width) in [(448, 224), (224, 672), (96, 64), (672, 672)] {
      for look in Look.allCases {
        var explorer = try testExplorer("swin-t", look: look) {
          $0.input = .init(height: height, width: width)
        }
        _ = explorer.update(.picture(testPicture(width: width, height: height)))
        for keys in ["", "]G$", "}", "z}gg0", "}"] {
          try explorer.press(keys)
          for size in [small, large, Explorer.minimumSize] {
            _ = explorer.update(.resized(size))
            #expect(explorer.render().cursor != nil)
          }
        }
      }
    }
  }

  @Test func tooSmallASizeSaysWhatIsNeededAndStillReadsKeys() throws {
    var explorer = try Explorer(size: Size(columns: 59, rows: 16))
    let text = explorer.render().text
    #expect(text.contains("Terminal too small"))
    #expect(text.contains("have 59x16") && text.contains("need 60x16"))
    #expect(try explorer.press("q") == [.quit])
    try explorer.press("j")
    _ = explorer.update(.resized(small))
    #expect(explorer.session.cursor == (29, 28))
    #expect(explorer.render().text.contains("(29,28)"))
  }
}
