import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct KeyTests {
  @Test func theStartOpensThePictureAndRunsTheModel() throws {
    var explorer = try Explorer(size: small, settings: ExplorerSettings(threads: 2))
    let input = PixelSize(square: 224)
    let preprocessing = explorer.session.spec.preprocessing
    #expect(
      explorer.start() == [
        .openPicture(path: nil, preprocessing, input: input),
        .run(
          RunRequest(
            id: 1, model: ModelRequest(model: "pale-t"), picture: nil, threads: 2, isLive: false)),
      ])
    #expect(explorer.update(.picture(testPicture())).isEmpty)
  }

  @Test func theCursorBeginsOnTheCentreToken() throws {
    let explorer = try testExplorer()
    #expect(explorer.session.cursor == (28, 28))
  }

  @Test(arguments: [
    ("h", 28, 27), ("j", 29, 28), ("k", 27, 28), ("l", 28, 29), ("<Left>", 28, 27),
    ("<Down>", 29, 28), ("<Up>", 27, 28), ("<Right>", 28, 29), ("H", 28, 24), ("J", 32, 28),
    ("K", 24, 28), ("W", 28, 32), ("gg", 0, 28), ("G", 55, 28), ("<Home>", 0, 28),
    ("<End>", 55, 28), ("0", 28, 0), ("$", 28, 55), ("g", 28, 28), ("gjg", 29, 28),
    ("<C-d>", 55, 28), ("<C-u>", 0, 28), ("<PageUp>", 0, 28), ("<PageDown>", 55, 28),
    ("gg0hk", 0, 0), ("G$jl", 55, 55),
  ])
  func keysMoveTheCursor(_ script: String, row: Int, column: Int) throws {
    var explorer = try Explorer(size: small)
    #expect(try explorer.press(script).isEmpty)
    #expect(explorer.session.cursor == (row, column))
  }

  @Test func halfAPageIsHalfOfTheRowsInSight() throws {
    var explorer = try Explorer(size: small)
    try explorer.press("z")
    let seen = explorer.pageRows
    #expect(seen < 56)
    try explorer.press("<C-d>")
    #expect(explorer.session.cursor.row == 28 + seen / 2)
  }

  @Test func stagesKeepTheCursorAtItsPixels() throws {
    var explorer = try Explorer(size: small)
    try explorer.press("/13,41<Enter>}")
    #expect(explorer.session.cursor == (6, 20))
    try explorer.press("}}")
    #expect(explorer.session.cursor == (1, 5))
    try explorer.press("}{{{")
    #expect(explorer.session.cursor == (13, 41))
  }

  @Test func blocksFollowEachOtherAcrossStages() throws {
    var explorer = try Explorer(size: small)
    try explorer.press("[")
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 0))
    try explorer.press("]]")
    #expect(explorer.session.selection.address == BlockAddress(stage: 1, block: 0))
    try explorer.press(String(repeating: "]", count: 40))
    #expect(explorer.session.selection.address == BlockAddress(stage: 3, block: 1))
  }

  @Test func headsAreShownOneByOneAndTogether() throws {
    var explorer = try testExplorer()
    #expect(explorer.region?.field.count == 735)
    try explorer.press(")")
    #expect(explorer.session.selection.head == 0 && explorer.region?.field.count == 392)
    try explorer.press(")))")
    #expect(explorer.session.selection.head == 3)
    try explorer.press(")(")
    #expect(explorer.session.selection.head == 3)
    try explorer.press("u")
    #expect(explorer.region?.field.count == 735)
  }

  @Test func headsThatTheNextStageDoesNotHaveAreNotShown() throws {
    var explorer = try Explorer(size: small)
    try explorer.press("}}}))((")
    #expect(explorer.session.selection.head == 31)
    try explorer.press("{{{")
    #expect(explorer.session.selection.head == 3)
  }

  @Test(arguments: [("gg0", 9), ("gg$", 12), ("G0", 12), ("G$", 16)])
  func theCornersOfShiftedWindowsAreCut(_ keys: String, count: Int) throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("]" + keys)
    #expect(explorer.region?.field.count == count)
    let side = ["9": "3×3", "12": keys == "gg$" ? "3×4" : "4×3", "16": "4×4"]["\(count)"] ?? ""
    #expect(
      explorer.region?.reason == "wrapped corner: 3+4 rows, 3+4 columns, here \(side)")
    #expect(explorer.render().text.contains("region   \(count) tokens"))
  }

  @Test func incomingShowsWhoAttendsToTheToken() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("mj")
    try explorer.press("i")
    #expect(explorer.session.selection.direction == .outgoing)
    try explorer.press("<Esc>i")
    #expect(explorer.session.selection.direction == .incoming)
    #expect(explorer.region?.field.count == 49)
    #expect(explorer.render().text.contains("seen by"))
  }

  @Test(arguments: [
    ("9,10", 9, 10), ("(9,10)", 9, 10), ("#262", 4, 38), ("px 80,72", 18, 20), ("px0,223", 55, 0),
  ])
  func gotoTakesTokensNumbersAndPixels(_ text: String, row: Int, column: Int) throws {
    var explorer = try Explorer(size: small)
    _ = explorer.update(.key(.character("/")))
    for character in text { _ = explorer.update(.key(.character(character))) }
    _ = explorer.update(.key(.enter))
    #expect(explorer.overlay == nil)
    #expect(explorer.session.cursor == (row, column))
  }

  @Test(arguments: ["56,0", "#3136", "px 224,0", "hjkl", "1,2,3"])
  func gotoSaysWhatItCannotFollow(_ text: String) throws {
    var explorer = try Explorer(size: small)
    _ = explorer.update(.key(.character("/")))
    for character in text { _ = explorer.update(.key(.character(character))) }
    _ = explorer.update(.key(.enter))
    #expect(explorer.overlay != nil && explorer.session.message?.hasPrefix(text) == true)
    #expect(explorer.session.cursor == (28, 28))
    #expect(explorer.render().text.contains("! \(text)"))
  }

  @Test func quittingTakesQAndControlC() throws {
    var explorer = try Explorer(size: small)
    #expect(try explorer.press("q") == [.quit])
    #expect(try explorer.press("Q") == [.quit])
    #expect(try explorer.press("<C-c>") == [.quit])
    #expect(try explorer.press("<C-z><C-l>") == [.suspend, .redraw])
    #expect(explorer.update(.resumed) == [.redraw])
  }

  @Test func theMouseMovesTheCursorAndTheWheelTheBlock() throws {
    var explorer = try testExplorer(size: large)
    let cell = try #require(explorer.focus)
    try explorer.press("gg0")
    #expect(
      explorer.update(.key(.mouse(row: cell.row, column: cell.column, .press))).isEmpty)
    #expect(explorer.session.cursor == (28, 28))
    _ = explorer.update(.key(.mouse(row: 0, column: 0, .press)))
    #expect(explorer.session.cursor == (28, 28))
    _ = explorer.update(.key(.mouse(row: 9, column: 9, .wheelDown)))
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 1))
  }
}
