import Screens
import TestSupport
import Testing

@testable import Explorer

/// Whole screens, as they were found good.
@Suite struct ScreenTests {
  /// A situation to draw.
  enum Scene: String, CaseIterable, Sendable {
    case start
    case running
    case weights
    case menu
    case files
    case help

    func explorer(size: Size, look: Look) throws -> Explorer {
      var explorer = try testExplorer(size: size, look: look)
      switch self {
      case .start: break
      case .running:
        _ = try explorer.press("r")
        try explorer.run(blocks: 9)
      case .weights:
        try explorer.run()
        try explorer.press("}vv")
      case .menu: try explorer.press("}mj")
      case .files:
        try explorer.press("o")
        _ = explorer.update(.files(directory: "/photos", Self.photos))
        try explorer.press("h")
      case .help: try explorer.press("?")
      }
      return explorer
    }

    private static let photos = ["harbour.png", "hills.jpg", "archive"].map {
      FileEntry(
        name: $0, path: "/photos/\($0)", isDirectory: $0 == "archive",
        kind: $0 == "archive" ? .other : .picture)
    }
  }

  @Test(arguments: Scene.allCases, Look.allCases)
  func scenesLookAsRecorded(_ scene: Scene, look: Look) throws {
    for size in [small, large] {
      let screen = try scene.explorer(size: size, look: look).render()
      try expectSnapshot(screen.text, named: "\(scene.rawValue)-\(look.rawValue)-\(size)")
    }
  }

  @Test func coloursAreAsRecorded() throws {
    for scene in [Scene.start, .weights] {
      let screen = try scene.explorer(size: small, look: .color).render()
      try expectSnapshot(screen.paletteDump, named: "\(scene.rawValue)-color-\(small)-palette")
    }
  }

  @Test(arguments: ["gg0", "gg$", "G0", "G$"])
  func cornersOfShiftedWindowsLookAsRecorded(_ keys: String) throws {
    var explorer = try testExplorer("swin-t", look: .mono)
    try explorer.press("]" + keys)
    let name = keys.replacing("$", with: "end").replacing("0", with: "start")
    try expectSnapshot(explorer.render().text, named: "corner-\(name)-mono-\(small)")
  }

  @Test func theFenceOfPaleAttentionLooksAsRecorded() throws {
    var explorer = try testExplorer(size: large, look: .mono)
    try explorer.press("}/9,10<Enter>v")
    try expectSnapshot(explorer.render().text, named: "fence-mono-\(large)")
  }

  @Test func aScreenThatIsTooSmallLooksAsRecorded() throws {
    let explorer = try Explorer(size: Size(columns: 40, rows: 10))
    try expectSnapshot(explorer.render().text, named: "too-small-40x10")
  }

  @Test func aStillScreenLooksAsRecorded() throws {
    var explorer = try testExplorer(size: large) { $0.isStill = true }
    try explorer.run()
    try expectSnapshot(explorer.render().text, named: "still-color-\(large)")
  }

  @Test func lessColourShowsTheSameWords() throws {
    var mono = try testExplorer(look: .mono)
    var eight = try testExplorer(look: .ascii8)
    try mono.run()
    try eight.run()
    #expect(mono.render().text == eight.render().text)
    let dump = mono.render().paletteDump
    #expect(dump.contains("reversed") && dump.contains("bold"))
    #expect(dump.split(separator: "\n").allSatisfy { $0.contains(": - on -") })
  }
}
