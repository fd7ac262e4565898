import Foundation
import FoundationXML
import Images
import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct ExportTests {
  private func text(_ explorer: Explorer, _ format: ExportFormat) throws -> String {
    String(decoding: try explorer.export(as: format), as: UTF8.self)
  }

  @Test(
    "every page is written in every format, once a run is through", arguments: Explorer.pageNames)
  func everyPage(_ name: String) throws {
    var explorer = try testExplorer("boat-swin-t", size: large)
    try explorer.run()
    let isThere = explorer.show(viewNamed: name)
    #expect(isThere)
    _ = explorer.update(.resized(large))
    for format in ExportFormat.allCases where format != .csv && format != .json {
      #expect(try !explorer.export(as: format).isEmpty)
    }
    #expect(XMLParser(data: Data(try explorer.export(as: .svg))).parse())
    let image = try Image(decoding: try explorer.export(as: .png), name: "page.png")
    #expect(image.width > 300 && image.height > 200)
  }

  @Test("the map's numbers are the region, and its weights after a run")
  func numbers() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("]gg0")
    let before = try text(explorer, .csv).split(separator: "\n")
    #expect(before.first == "token,row,column" && before.count == 10)
    try explorer.run()
    let after = try text(explorer, .csv).split(separator: "\n")
    #expect(after.first == "token,row,column,weight" && after.count == 10)
    let sum = after.dropFirst().compactMap { Double($0.split(separator: ",")[3]) }.reduce(0, +)
    #expect(abs(sum - 1) < 1e-6)
  }

  @Test("a figure says which model, parameters, picture and place it is of")
  func provenance() throws {
    var explorer = try testExplorer("swin-t") { $0.program = "attnscope 9.9" }
    try explorer.press("]gg0")
    let svg = try text(explorer, .svg)
    for part in [
      "swin-t", "stage 1 block 2", "shifted-window", "all heads", "token (0,0) of 56x56",
      "parameters seeded:0", "not a trained model", "test.png", "224x224", "attnscope 9.9",
    ] {
      #expect(svg.contains(part), "\(part)")
    }
  }

  @Test("names from files are escaped in figures")
  func hostileNames() throws {
    var explorer = try testExplorer()
    var picture = testPicture(name: "a<b>&\u{1B}[2J.png")
    picture.path = explorer.session.requestedPicture
    _ = explorer.update(.picture(picture))
    let svg = try text(explorer, .svg)
    #expect(!svg.contains("\u{1B}") && svg.contains("a&lt;b&gt;&amp;"))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
  }

  @Test("w offers the formats, and a name for the file to change")
  func menu() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.press("w")
    #expect(explorer.render().text.contains("figure, vector graphics"))
    try explorer.press("<Enter>")
    #expect(explorer.render().text.contains(":w map-swin-t-s1b1-28x28.svg"))
    guard case .write(let path, let bytes, let overwrites) = try explorer.press("<Enter>").first
    else {
      Issue.record("nothing was written")
      return
    }
    #expect(path == "map-swin-t-s1b1-28x28.svg" && !bytes.isEmpty && !overwrites)
    _ = explorer.update(.written(path: path, bytes: 12_345))
    #expect(explorer.render().text.contains("wrote map-swin-t-s1b1-28x28.svg, 12.3 kB"))
  }

  @Test("only :w! writes over a file")
  func overwriting() throws {
    var explorer = try testExplorer("swin-t")
    guard case .write(_, _, let overwrites) = explorer.obey("w! a.txt").first else {
      Issue.record("nothing was written")
      return
    }
    #expect(overwrites)
  }

  @Test("y copies the token's numbers and shows them")
  func copying() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.run()
    guard case .copy(let row) = try explorer.press("y").first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(row.hasPrefix("swin-t, stage 1 block 1, window, all heads, token (28,28) of 56x56"))
    #expect(row.contains("region 49 tokens, 1.56%") && row.contains("largest weight 0."))
    #expect(explorer.session.message == "copied: \(row)")
  }
}
