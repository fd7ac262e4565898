import Screens
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

@Suite("The clusters page") struct ClustersViewTests {
  private func page(
    _ keys: String, model: String = "boat-swin-t", size: Size = small, look: Look = .color,
    runs: Bool = true
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look)
    if runs { try explorer.run() }
    try explorer.pressAndFinish(keys)
    return explorer
  }

  private func view(_ explorer: Explorer) throws -> ClustersView {
    try #require(explorer.view as? ClustersView)
  }

  @Test("looks as recorded", arguments: [Look.color, .mono])
  func screens(_ look: Look) throws {
    for size in [small, large] {
      for (name, keys) in [("run", "}}]b"), ("level", "}}]b-"), ("picture", "}b")] {
        let explorer = try page(keys, size: size, look: look)
        try expectSnapshot(
          explorer.render().text, named: "clusters-\(name)-\(look.rawValue)-\(size)")
      }
    }
  }

  @Test("- and + go from the leaves to one group of all, and back")
  func levels() throws {
    var explorer = try page("}b", model: "swin-t", runs: false)
    #expect(try view(explorer).reading?.key.level == 4)
    for level in [3, 2, 1, 0, 0] {
      try explorer.pressAndFinish("-")
      let reading = try #require(try view(explorer).reading)
      #expect(reading.key.level == level)
      #expect(Set(reading.balanced.partition.sizes) == [784 >> level])
      #expect(try view(explorer).kMeans?.key == reading.key)
    }
    try explorer.pressAndFinish("++++++")
    #expect(try view(explorer).reading?.isAtLeaves == true)
  }

  @Test("a run of BOAT gives each head its own clusters; before, and elsewhere, it is the colours")
  func sources() throws {
    var explorer = try page("}}]b")
    let first = try #require(try view(explorer).reading)
    #expect(first.source == .run)
    try explorer.pressAndFinish("))")
    let second = try #require(try view(explorer).reading)
    #expect(second.key.features.head == 1)
    #expect(first.balanced.partition != second.balanced.partition)
    explorer = try page("}}]b", runs: false)
    #expect(explorer.render().text.contains("until this block has run"))
    explorer = try page("}}b", model: "swin-t")
    #expect(explorer.render().text.contains("swin-t does not cluster"))
  }

  @Test("a grid that does not halve is refused with the mechanism's sentence")
  func refusal() throws {
    var explorer = try page("}}b", model: "swin-t", runs: false)
    _ = explorer.obey("grid 20")
    explorer.finish(explorer.refreshView())
    #expect(explorer.viewName == "clusters")
    #expect(explorer.render().text.contains("400 tokens cannot be halved into clusters of 49"))
    #expect(explorer.view.numbers(explorer.session) == nil)
  }

  @Test("the overlap is 20 tokens of the sibling, at the leaves alone")
  func overlaps() throws {
    var explorer = try page("}}b", model: "swin-t", runs: false)
    let reading = try #require(try view(explorer).reading)
    let token = explorer.session.cursorToken
    let overlap = reading.overlap(of: token)
    #expect(overlap.count == 20)
    #expect(overlap.allSatisfy { reading.tree.leaf(of: $0) == reading.tree.leaf(of: token) ^ 1 })
    try explorer.pressAndFinish("-")
    #expect(try #require(try view(explorer).reading).overlap(of: token).isEmpty)
  }
}
