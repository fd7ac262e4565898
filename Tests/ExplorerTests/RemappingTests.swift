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
    var explorer = try explorer([("move-left", [.character("x")])])
    let start = explorer.session.cursor
    try explorer.press("hh<Left>")
    #expect(explorer.session.cursor == start)
    try explorer.press("x")
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
      ("move-left", [.character("x"), .left]), ("run", [.function(5)]), ("help", [.character("~")]),
    ])
    #expect(explorer.render().text.contains(" xjkl move"))
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

  @Test("A key that a page has for itself is refused")
  func pageKey() {
    #expect(
      error([("run", [.character("v")])])
        == .takenByPage(.character("v"), action: "run", page: "map"))
  }

  @Test("An action that there is not is refused")
  func unknown() {
    #expect(error([("fly", [])]) == .unknownAction("fly"))
  }

  @Test("Every action has a name of its own, and its standard keys can be written down and read")
  func names() throws {
    let names = ExplorerBindings.actionNames
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
    let written = try names.map { name in
      (action: name, keys: try KeyScript.parse(ExplorerBindings.standard.writtenKeys(of: name)))
    }
    let again = try ExplorerBindings(changing: written)
    for name in names {
      #expect(again.keys(of: name) == ExplorerBindings.standard.keys(of: name))
      #expect(!ExplorerBindings.help(of: name).isEmpty)
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
