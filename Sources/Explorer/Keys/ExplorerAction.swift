import Screens

/// What keys do on every page.
enum ExplorerAction: Hashable, Sendable {
  case move(rows: Int, columns: Int)
  /// Half pages, down or up.
  case halfPage(Int)
  case pages(Int)
  /// The first of two keys that go to the top.
  case prefixTop
  case top, bottom, rowStart, rowEnd
  case goTo
  case layer(Int)
  case stage(Int)
  case head(Int)
  case union, direction
  case mechanisms
  case command, export, copyRow
  case pin, nextPin
  /// Along the strongest keys, on or back.
  case key(Int)
  case view(Int)
  case run, live, threads, cancel
  case openPicture, openModel
  case neighbor(Int)
  case help, redraw, suspend, back, close, quit
}

extension ExplorerAction {
  /// The one list of what keys do unless ``ExplorerBindings`` say otherwise.
  static let bindings: [KeyBinding<Self>] =
    moveBindings + depthBindings + modeBindings + viewBindings + markBindings + runBindings
    + fileBindings + appBindings

  static let moveBindings: [KeyBinding<Self>] = [
    KeyBinding(
      "hjkl", "move", "one token left, down, up, right", note: "arrows do too", in: .move,
      priority: 95,
      moves("h", .left, 0, -1) + moves("j", .down, 1, 0) + moves("k", .up, -1, 0)
        + moves("l", .right, 0, 1)),
    // L runs live, so a vi user's other key for "far to the right" stands in for it.
    KeyBinding(
      "HJKW", "x4", "four tokens left, down, up, right", in: .move, priority: 12,
      moves("H", nil, 0, -4) + moves("J", nil, 4, 0) + moves("K", nil, -4, 0)
        + moves("W", nil, 0, 4)),
    KeyBinding(
      "^D ^U", "half page", "half a page down, up", in: .move, priority: 4,
      [(.control("d"), .halfPage(1)), (.control("u"), .halfPage(-1))]),
    KeyBinding(
      "PgDn PgUp", "page", "a page down, up", in: .move, priority: 3,
      [(.pageDown, .pages(1)), (.pageUp, .pages(-1))]),
    KeyBinding(
      "gg G Home End", "top, bottom", "first row, last row", in: .move, priority: 2,
      [
        (.character("g"), .prefixTop), (.character("G"), .bottom), (.home, .top), (.end, .bottom),
      ]),
    KeyBinding(
      "0 $", "row ends", "first and last token of the row", in: .move, priority: 2,
      [(.character("0"), .rowStart), (.character("$"), .rowEnd)]),
    KeyBinding(
      "/", "goto", "go to r,c or #index or px x,y", in: .move, priority: 30,
      [(.character("/"), .goTo)]),
  ]

  private static func moves(
    _ character: Character, _ arrow: Key?, _ rows: Int, _ columns: Int
  ) -> [(key: Key, action: Self)] {
    let action = Self.move(rows: rows, columns: columns)
    return [(.character(character), action)] + (arrow.map { [($0, action)] } ?? [])
  }
}
