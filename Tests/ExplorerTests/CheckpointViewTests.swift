import Screens
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct CheckpointViewTests {
  @Test("without a file the page says so, and lists the checkpoints that could be opened")
  func seeded() throws {
    var explorer = try testExplorer("swin-t")
    #expect(try explorer.press("M") == [.findCheckpoints])
    #expect(explorer.render().text.contains("not a trained model's"))
    let entries = [
      CheckpointEntry(
        name: "hf:timm/swin\u{1B}[2J", bytes: 113_000_000, variant: "swin-t", objection: nil),
      CheckpointEntry(name: "torch:a.pth", bytes: 1, variant: nil, objection: "no model"),
    ]
    _ = explorer.update(.checkpoints(entries))
    let text = explorer.render().text
    #expect(text.contains("2 checkpoints on this machine"))
    #expect(text.contains("hf:timm/swin\\u{1B}[2J") && text.contains("cannot be run"))
    #expect(try explorer.press("jk").isEmpty)
  }

  @Test("found checkpoints come first in the list of models, and are opened by their names")
  func list() throws {
    var explorer = try testExplorer("swin-t")
    #expect(try explorer.press("O") == [.findCheckpoints])
    #expect(explorer.render().text.contains("looking for checkpoints"))
    let entry = CheckpointEntry(
      name: "torch:swin_t-704ceda3.pth", bytes: 113_000_000, variant: "swin-t", objection: nil)
    _ = explorer.update(.checkpoints([entry]))
    #expect(explorer.render().text.contains("torch:swin_t-704ceda3.pth"))
    let effects = try explorer.press("torch:<Enter>")
    #expect(effects == [.openModel(ModelRequest(weights: "torch:swin_t-704ceda3.pth"))])
  }

  @Test("checkpoints in the list of files open as models")
  func files() throws {
    var explorer = try testExplorer("swin-t") { $0.directory = "/p" }
    try explorer.press("o")
    let file = FileEntry(
      name: "a.safetensors", path: "/p/a.safetensors", isDirectory: false, kind: .checkpoint)
    _ = explorer.update(.files(directory: "/p", [file]))
    let effects = try explorer.press("a.safe<Enter>")
    #expect(effects == [.openModel(ModelRequest(weights: "/p/a.safetensors"))])
  }

  @Test("the page looks as recorded", arguments: Look.allCases)
  func screens(_ look: Look) throws {
    for size in [small, large] {
      var explorer = try testExplorer("swin-t", size: size, look: look)
      try explorer.press("M")
      try expectSnapshot(
        explorer.render().text, named: "checkpoint-\(look.rawValue)-\(size)")
    }
  }
}
