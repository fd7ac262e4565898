import Screens
import Testing

@testable import Explorer

@Suite("Other keys") struct RemappingTests {
  private func explorer(
    _ changes: [(action: String, keys: [Key])], size: Size = large
  ) throws -> Explorer {
    let bindings = try ExplorerBindings(changing: changes)
    return try testExplorer(size: size) { $0.bindings = bindings }
  }

  private func error(_ changes: [(action: String, keys: [Key])]) -> BindingError? {
    do throws(BindingError) {
      _ = try ExplorerBindings(changing: changes)
      return nil
    } catch {
      return error
    }
  }

  @Test("A key that was given to an action does it, and the old one does nothing")
  func dispatch() throws {
    var explorer = try explorer([("move-left", [.character("Z")])])
    let start = explorer.session.cursor
    try explorer.press("hh<Left>")
    #expect(explorer.session.cursor == start)
    try explorer.press("Z")
    #expect(explorer.session.cursor == (start.row, start.column - 1))
  }

  @Test("Two actions can swap their keys")
  func swap() throws {
    var explorer = try explorer([
      ("union", [.character("i")]), ("incoming", [.character("u")]),
    ])
    try explorer.press("u")
    #expect(explorer.session.selection.direction == .incoming)
    try explorer.press("i")
    #expect(explorer.session.selection.showsUnion == false)
  }

  @Test("Footer and help page tell of the new keys")
  func explained() throws {
    var explorer = try explorer([
      ("move-left", [.character("Z"), .left]), ("run", [.function(5)]), ("help", [.character("~")]),
    ])
    #expect(explorer.render().text.contains(" Zjkl move"))
    #expect(explorer.render().text.contains("~ help"))
    try explorer.press("~")
    let help = explorer.render().text
    #expect(help.contains("F5"))
    #expect(!help.contains("F1 does too"))
  }

  @Test("An action without keys is not explained")
  func unbound() throws {
    var explorer = try explorer([("live", [])])
    try explorer.press("L")
    #expect(explorer.session.run.isLive == false)
    #expect(!explorer.pageHints.contains { $0.hint == "live" })
  }

  @Test("Control keys work while something is open, whichever they are")
  func anywhere() throws {
    var explorer = try explorer([("redraw", [.control("r")])])
    try explorer.press("?")
    #expect(try explorer.press("<C-r>") == [.redraw])
  }

  @Test("A key of two actions is refused in a sentence that names both")
  func conflict() {
    let error = error([("run", [.character("u")])])
    #expect(error == .taken(.character("u"), action: "run", by: "union"))
    #expect(
      error?.description == "the key u cannot be both run and union: change key.union too")
    #expect(error?.action == "run")
  }

  @Test("A key that a page has for itself is refused, unless the page gets another")
  func pageKey() {
    #expect(
      error([("run", [.character("v")])])
        == .taken(.character("v"), action: "run", by: "map.v"))
    #expect(
      error([("map.v", [.character("u")])])
        == .taken(.character("u"), action: "map.v", by: "union"))
    #expect(
      error([("map.v", [.character("z")])])
        == .taken(.character("z"), action: "map.v", by: "map.z"))
    #expect(error([("map.v", [.character("z")]), ("map.z", [.character("v")])]) == nil)
  }

  @Test("A page's own key can be another, on that page alone")
  func pageRemapping() throws {
    var explorer = try explorer([("map.v", [.function(2)])])
    let start = explorer.render()
    try explorer.press("v")
    #expect(explorer.render() == start)
    #expect(start.text.contains("F2 view"))
    try explorer.press("<F2>")
    #expect(explorer.render() != start)
    #expect(explorer.session.log.lines == ["v"])
  }

  @Test("A page that takes the keys of an action for itself takes those it has now")
  func shadowing() throws {
    var explorer = try explorer([("move-down", [.function(2)]), ("move-up", [.function(3)])])
    try explorer.press("s")
    #expect(explorer.viewName == "run")
    let start = explorer.session.selection.address
    try explorer.press("<F2>")
    #expect(explorer.session.selection.address != start)
    try explorer.press("<F3>")
    #expect(explorer.session.selection.address == start)
  }

  @Test("An action that there is not is refused")
  func unknown() {
    #expect(error([("fly", [])]) == .unknownAction("fly"))
    #expect(error([("sky.v", [])]) == .unknownPage("sky", action: "sky.v"))
    #expect(error([("map.Y", [])]) == .unknownPageKey(action: "map.Y"))
  }

  @Test("Every action has a name of its own, and its standard keys can be written down and read")
  func names() throws {
    let names = ExplorerBindings.entries.map(\.name)
    #expect(Set(names).count == names.count)
    let written = try names.map { name in
      (action: name, keys: try KeyScript.parse(ExplorerBindings.standard.writtenKeys(of: name)))
    }
    let again = try ExplorerBindings(changing: written)
    for entry in ExplorerBindings.entries {
      #expect(again.keys(of: entry.name) == ExplorerBindings.standard.keys(of: entry.name))
      #expect(!entry.help.isEmpty)
    }
  }

  @Test("The log has the standard keys, so that it does the same for everybody")
  func log() throws {
    var explorer = try explorer([
      ("union", [.character("i")]), ("incoming", [.character("u")]), ("live", []),
    ])
    try explorer.press("uLi")
    #expect(explorer.session.log.lines == ["iu"])
  }
}
