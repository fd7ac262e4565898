import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct CommandTests {
  private func obeyed(_ line: String, model: String = "swin-t") throws -> Explorer {
    var explorer = try testExplorer(model)
    _ = explorer.obey(line)
    return explorer
  }

  @Test("commands go to stages, blocks, heads and tokens")
  func places() throws {
    var explorer = try testExplorer("swin-t")
    for line in ["stage 3", "block 2", "goto 1,1", "head 4"] {
      let effects = explorer.obey(line)
      #expect(effects.isEmpty && explorer.session.message == nil)
    }
    #expect(explorer.session.selection.address == BlockAddress(stage: 2, block: 1))
    #expect(explorer.session.cursor == (1, 1))
    #expect(explorer.session.selection.head == 4 && !explorer.session.selection.showsUnion)
    _ = explorer.obey("head all")
    #expect(explorer.session.selection.showsUnion)
  }

  @Test("the mouse is given to the explorer, and back to the terminal")
  func mouse() throws {
    var explorer = try testExplorer("swin-t")
    #expect(explorer.obey("set mouse on") == [.useMouse(true)])
    #expect(explorer.session.message?.contains("hold shift to select text") == true)
    #expect(explorer.obey("set mouse off") == [.useMouse(false)])
    #expect(explorer.obey("set mouse maybe").isEmpty)
    #expect(explorer.session.message?.contains("expected on, off") == true)
  }

  @Test(
    "what is wrong with a command is one sentence that names it, what was found and expected",
    arguments: [
      ("stage 5", ":stage 5: expected a whole number from 1 to 4"),
      ("stage", ":stage takes a number, and not nothing"),
      ("goto 99,1", ":goto 99,1: outside of the 56x56 tokens"),
      ("head x", ":head x: expected a whole number from 0 to 2"),
      ("layer feature", "there is no such layer in this block: expected image"),
      ("view nothing", "there is no such page: expected map"),
      ("fly", "there is no command :fly; :help lists them"),
      ("set cells blue", "expected picture, region, weights, norm"),
      ("set x 1", "there is no such setting"),
      ("w a.bmp", "expected a name that ends in one of .svg"),
      ("image \"a b", "a quotation mark without a partner"),
      (
        "weights a.pth 2,x",
        ":weights a.pth 2,x: expected heads of each stage, such as 2,2,4,8"
      ),
      ("weights a.pth 2, 4", ":weights takes a file or seeded:N, and heads"),
      ("weights seeded:1 2,2,4,8", ":weights seeded:1 2,2,4,8: only a checkpoint takes heads"),
    ])
  func mistakes(_ line: String, expected: String) throws {
    let explorer = try obeyed(line)
    #expect(
      explorer.session.message?.contains(expected) == true, "\(explorer.session.message ?? "")")
    #expect(explorer.session.log.lines.isEmpty)
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 0))
  }

  @Test("Tab completes commands, models and settings, and goes on to the next")
  func completion() throws {
    var explorer = try testExplorer()
    try explorer.press(":mod<Tab>boat-cswin-t<Enter>")
    #expect(explorer.session.spec.name == "boat-cswin-t")
    try explorer.press(":set<Space>ce<Tab>we<Tab><Enter>")
    #expect(explorer.session.log.lines.last == ":set cells weights")
    try explorer.press(":set<Space>cells<Space><Tab><Tab><Enter>")
    #expect(explorer.session.log.lines.last == ":set cells region")
    try explorer.press(":model<Space>swin<Tab><Tab><Enter>")
    #expect(explorer.session.spec.name == "swin-s")
  }

  @Test("however many words Tab goes through, the chosen one is seen, and none is cut")
  func manyCompletions() throws {
    var explorer = try testExplorer()
    try explorer.press(":model<Space>")
    for _ in BackboneCatalog.names {
      try explorer.press("<Tab>")
      let lines = explorer.render().text.split(separator: "\n")
      let prompt = try #require(lines.lastIndex { $0.contains(" :model ") })
      func words(_ line: Substring) -> [String] {
        line.split { $0 == " " || $0 == "|" }.map(String.init)
      }
      let shown = words(lines[prompt - 1])
      #expect(shown.contains(try #require(words(lines[prompt]).last)))
      #expect(shown.allSatisfy(BackboneCatalog.names.contains), "\(shown)")
    }
  }

  @Test(":help says all of what each command does, in any width", arguments: [60, 80, 120])
  func commandList(columns: Int) throws {
    var explorer = try testExplorer(size: Size(columns: columns, rows: 120))
    try explorer.press(":help<Enter>")
    let words = explorer.render().text.split { $0 == " " || $0 == "│" || $0 == "|" || $0 == "\n" }
    let shown = words.joined(separator: " ")
    for command in CommandCatalog.all {
      #expect(shown.contains(command.help.replacing(" | ", with: " ")), "\(command.name)")
    }
  }

  @Test("the arrows bring earlier commands back, and the line that was begun")
  func history() throws {
    var explorer = try testExplorer()
    try explorer.press(":stage<Space>2<Enter>:stage<Space>3<Enter>")
    try explorer.press(":bl<Up><Up>")
    #expect(explorer.render().text.contains(":stage 2"))
    try explorer.press("<Down><Down>")
    #expect(explorer.render().text.contains(":bl"))
    try explorer.press("<Up><Enter>")
    #expect(explorer.session.selection.address.stage == 2)
  }

  @Test("the line is edited where the caret is")
  func editing() throws {
    var explorer = try testExplorer()
    try explorer.press(":stge<Space>2<Left><Left><Left><Left>a<Enter>")
    #expect(explorer.session.selection.address.stage == 1)
    try explorer.press(":nonsense<Space>words<C-w><C-w>block<Space>2<Enter>")
    #expect(explorer.session.selection.address.block == 1)
    try explorer.press(":abc<C-u><Backspace>")
    #expect(explorer.overlay == nil)
  }

  @Test("the log is a script that does the same again")
  func logging() throws {
    var explorer = try testExplorer("swin-t", size: large)
    try explorer.run()
    try explorer.press("]jjll")
    try explorer.press(":stage<Space>3<Enter>")
    try explorer.press("/1,1<Enter>v<Space>")
    let log = explorer.session.log.lines
    #expect(log == [":wait", "]jjll", ":stage 3", "/1,1<Enter>v<Space>"])
    var again = try testExplorer("swin-t", size: large)
    try again.run()
    for line in log where line != ":wait" {
      if line.hasPrefix(":") {
        _ = again.obey(String(line.dropFirst()))
      } else {
        try again.press(line)
      }
    }
    #expect(again.render() == explorer.render())
  }

  @Test("checkpoints are looked up, and taken over when they are known")
  func checkpoints() throws {
    var explorer = try testExplorer("swin-t")
    let request = ModelRequest(weights: "a file.pth")
    let opening = explorer.obey("weights \"a file.pth\"")
    #expect(opening == [.openModel(request)])
    #expect(explorer.session.spec.name == "swin-t")
    let micro = try OpenedModel(named: "pale-t")
    let effects = explorer.update(.model(OpenedModel(request, spec: micro.spec, labels: ["a"])))
    #expect(effects.count == 1 && explorer.session.spec.name == "pale-t")
    #expect(explorer.session.isTrained && explorer.session.weights == "a file.pth")
    guard case .run(let run) = explorer.update(.picture(testPicture())).first else {
      Issue.record("no run of the checkpoint")
      return
    }
    #expect(run.model == request)
  }

  @Test("heads that no tensor tells are said behind the file, and again in the log")
  func heads() throws {
    var explorer = try testExplorer("swin-t")
    let request = ModelRequest(weights: "a.pth", heads: [2, 2, 4, 8])
    #expect(explorer.obey("weights a.pth 2,2,4,8") == [.openModel(request)])
    #expect(explorer.session.message == nil)
    #expect(explorer.session.log.lines == [":weights a.pth 2,2,4,8"])
    #expect(explorer.obey("weights b.pth") == [.openModel(ModelRequest(weights: "b.pth"))])
  }

  @Test("a checkpoint that cannot be opened leaves everything as it was")
  func badCheckpoints() throws {
    var explorer = try testExplorer("swin-t")
    let before = explorer.render()
    _ = explorer.obey("weights b.pth")
    _ = explorer.update(
      .modelFailed(ModelRequest(weights: "b.pth"), reason: "b.pth holds no model"))
    #expect(explorer.session.message == "b.pth holds no model")
    explorer.session.message = nil
    #expect(explorer.render() == before)
  }

  @Test("every command has a help text, and a name that no other has")
  func catalogue() {
    let names = CommandCatalog.all.map(\.name)
    #expect(Set(names).count == names.count)
    for command in CommandCatalog.all { #expect(!command.help.isEmpty) }
  }
}

@Suite struct MessageTests {
  @Test("a long message is shown whole, over the rows above the status line")
  func wrapping() throws {
    var explorer = try testExplorer()
    let words = (1...30).map { "word\($0)" }
    explorer.session.message = words.joined(separator: " ")
    let rows = explorer.render().text
    for word in words { #expect(rows.contains(word), "\(word)") }
    #expect(rows.contains("? help"))
  }
}
