import Screens
import Testing

@testable import Explorer

@Suite struct BindingTests {
  private static let bound = Set(
    ExplorerAction.bindings.flatMap { $0.actions.map(\.key) }
      + MapView.bindings.flatMap { $0.actions.map(\.key) })

  @Test func everyBindingIsExplained() {
    for hint in ExplorerAction.bindings.map(\.hint) + MapView.bindings.map(\.hint) {
      #expect(!hint.label.isEmpty && !hint.hint.isEmpty && !hint.help.isEmpty)
    }
  }

  @Test func noKeyIsBoundTwice() {
    let keys =
      ExplorerAction.bindings.flatMap { $0.actions.map(\.key) }
      + MapView.bindings.flatMap { $0.actions.map(\.key) }
    #expect(keys.count == Set(keys).count)
  }

  @Test func everyBindingIsOnTheHelpPage() throws {
    var explorer = try Explorer(size: Size(columns: 150, rows: 60))
    try explorer.press("?")
    let text = explorer.render().text
    for hint in ExplorerAction.bindings.map(\.hint) + MapView.bindings.map(\.hint) {
      #expect(text.contains("  \(hint.label) "), "\(hint.label)")
      #expect(text.contains(String(hint.help.prefix(30))), "\(hint.help)")
    }
  }

  @Test func everyBindingDoesSomething() throws {
    let start = try testExplorer(size: large) { $0.pictures = ["a.png", "b.png"] }
    for key in Self.bound where key != .character("g") && key != .escape {
      var explorer = start
      let effects = explorer.update(.key(key))
      #expect(
        !effects.isEmpty || explorer.render() != start.render()
          || edge(key, leaves: start), "\(key)")
    }
  }

  /// Whether a key only has nowhere to go: the first layer, the first stage, a map that fits.
  private func edge(_ key: Key, leaves start: Explorer) -> Bool {
    var explorer = start
    _ = explorer.update(.key(.character("}")))
    let before = explorer.render()
    _ = explorer.update(.key(key))
    if explorer.render() != before { return true }
    explorer = start
    _ = explorer.update(.resized(small))
    let narrow = explorer.render()
    _ = explorer.update(.key(key))
    return explorer.render() != narrow
  }

  @Test func keysThatNobodyBoundChangeNothing() throws {
    var explorer = try testExplorer()
    let before = explorer.render()
    let printable = (0x20..<0x7F).compactMap { Unicode.Scalar($0) }.map {
      Key.character(Character($0))
    }
    let others: [Key] = [
      .insert, .delete, .backspace, .enter, .function(5), .control("x"), .control("a"), .resize,
      .resume, .character("é"),
    ]
    let unknown = (printable + others).filter { !Self.bound.contains($0) }
    #expect(unknown.count > 20)
    for key in unknown {
      #expect(explorer.update(.key(key)).isEmpty, "\(key)")
      #expect(explorer.render() == before, "\(key)")
    }
  }

  @Test func theFooterDropsFromTheMiddleAndKeepsHelpAndQuit() {
    let hints = ExplorerAction.bindings.map(\.hint)
    for columns in 18..<200 {
      let shown = Footer.fitting(hints, columns: columns)
      #expect(shown.suffix(2).map(\.label) == ["?", "q"])
      #expect(shown.reduce(-2) { $0 + $1.label.count + $1.hint.count + 3 } <= columns)
      if shown.count > 2 { #expect(shown.first?.label == "hjkl") }
    }
  }
}
