import Foundation
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

  /// A file of the tests for formats, perhaps with other characters in its header.
  private func inspection(
    _ name: String, _ replacements: [(String, String)] = []
  ) throws -> CheckpointInspection {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../CheckpointsTests/Fixtures/\(name)").standardized
    guard !replacements.isEmpty else { return try CheckpointInspection(path: fixture.path) }
    var data = try Data(contentsOf: fixture)
    for (old, new) in replacements {
      try #require(old.utf8.count == new.utf8.count)
      data.replaceSubrange(try #require(data.range(of: Data(old.utf8))), with: Data(new.utf8))
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: file) }
    try data.write(to: file)
    return try CheckpointInspection(path: file.path)
  }

  @Test("a file that was refused is shown, misfits first, until another opens")
  func refused() throws {
    let projection = #""layers.0.blocks.0.attn.proj.weight":{"dtype":"F32","shape":"#
    let inspection = try inspection(
      "swin-micro.timm.safetensors",
      [(#""norm.weight""#, #""norm.\u001b""#), (projection + "[8,8]", projection + "[64] ")])
    var explorer = try testExplorer("swin-t")
    let request = ModelRequest(weights: "broken.safetensors")
    _ = explorer.obey("weights broken.safetensors")
    _ = explorer.update(.modelFailed(request, reason: "it does not fit", inspection))
    #expect(
      explorer.session.message == "it does not fit; M shows what the file holds")
    try explorer.press("M")
    let lines = explorer.render().text.split(separator: "\n").map(String.init)
    func line(_ words: String...) -> Int? {
      lines.firstIndex { line in words.allSatisfy(line.contains) }
    }
    #expect(line("tensors", "106 matched, 1 missing, 1 mismatched, 1 left over, 0 buffers") != nil)
    #expect(line("missing  norm.weight") != nil)
    #expect(line("refused", "swin-t stays open") != nil)
    let title = try #require(line("108 tensors in the file, misfits first"))
    #expect(lines[title + 1].contains("norm.weight ") && lines[title + 1].contains(" missing"))
    let misfit = try #require(line("attn.proj.weight", "F32 [64]  expected [8, 8]"))
    let leftOver = try #require(line(#"norm.\u{1B}"#, "left over"))
    #expect(title < misfit && title < leftOver)
    _ = explorer.update(
      .model(try OpenedModel(named: "pale-t")))
    #expect(explorer.session.refused != nil)
    _ = explorer.obey("model pale-t")
    #expect(explorer.session.refused == nil)
  }

  @Test("a file whose heads nobody knows says what to type")
  func headless() throws {
    let inspection = try inspection("cswin-micro.ema.pth.tar")
    var explorer = try testExplorer("swin-t")
    let request = ModelRequest(weights: "cswin.pth.tar")
    _ = explorer.obey("weights cswin.pth.tar")
    _ = explorer.update(
      .modelFailed(request, reason: inspection.objection ?? "", inspection))
    try explorer.press("M")
    let text = explorer.render().text
    #expect(text.contains("98 matched, 0 missing"))
    #expect(text.contains(":weights FILE N,N,N,N"))
  }

  @Test("the numbers say of each tensor what the model does with it")
  func table() throws {
    var explorer = try testExplorer("swin-t")
    let request = ModelRequest(weights: "a.pth")
    _ = explorer.obey("weights a.pth")
    let inspection = try inspection("swin-micro.official.pth")
    let spec = try #require(inspection.checkpoint?.spec)
    _ = explorer.update(.model(OpenedModel(request, spec: spec, inspection: inspection)))
    let facts = CheckpointFacts(explorer.session)
    let rows = try #require(facts.table).csv.split(whereSeparator: \.isNewline)
    #expect(rows.count == 119)
    #expect(rows.count { $0.hasSuffix(",matched") } == 108)
    #expect(rows.count { $0.hasSuffix(",buffer") } == 10)
    #expect(facts.listTitle == "118 tensors in the file")
    #expect(facts.facts.contains { $0.text == "swin (width 8, depths 2,2,2,1), heads 1,2,4,8" })
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
