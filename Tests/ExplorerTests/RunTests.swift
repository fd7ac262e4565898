import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct RunTests {
  private func request(_ explorer: Explorer, isLive: Bool = false) -> Effect {
    .run(
      RunRequest(
        id: explorer.session.run.id, model: ModelRequest(model: "pale-t"), picture: nil,
        threads: explorer.session.threads, isLive: isLive))
  }

  @Test func everyRunHasANewNumber() throws {
    var explorer = try testExplorer()
    #expect(try explorer.press("r") == [request(explorer)])
    #expect(explorer.session.run.id == 2)
    #expect(try explorer.press("L") == [request(explorer, isLive: true)])
    #expect(explorer.session.run.id == 3)
  }

  @Test func liveModeEndsWithTheSameKey() throws {
    var explorer = try testExplorer()
    try explorer.press("L")
    try explorer.run()
    #expect(explorer.session.run.isActive)
    #expect(try explorer.press("L") == [.cancelRun])
    #expect(!explorer.session.run.isActive)
  }

  @Test func controlCCancelsARunAndThenQuits() throws {
    var explorer = try testExplorer()
    #expect(try explorer.press("<C-c>") == [.cancelRun])
    #expect(try explorer.press("<C-c>") == [.quit])
    _ = explorer.update(.run(id: 1, .cancelled))
    #expect(explorer.render().text.contains("cancelled"))
  }

  @Test func controlCCancelsARunFromWithinALabelledList() throws {
    var explorer = try testExplorer()
    #expect(try explorer.press("O<C-c>") == [.findCheckpoints, .cancelRun])
    #expect(explorer.overlay != nil)
  }

  @Test func reportsOfAnOlderRunAreIgnored() throws {
    var explorer = try testExplorer()
    try explorer.press("r")
    let before = explorer.render()
    let report = try testReport(BlockAddress(stage: 0, block: 0), of: explorer.session.spec)
    for event: RunEvent in [
      .building(done: 1, total: 22), .built(seconds: 1, parameters: 1), .started(run: 1),
      .block(report), .finished(testSummary), .cancelled, .failed("no"),
    ] {
      #expect(explorer.update(.run(id: 1, event)).isEmpty)
    }
    #expect(explorer.render() == before)
  }

  @Test func barsFillInBlockByBlock() throws {
    var explorer = try testExplorer(size: large)
    try explorer.run(blocks: 2)
    #expect(explorer.session.run.reported.count == 2)
    let text = explorer.render().text
    #expect(text.contains("2/22") && text.contains("33.0 ms") && !text.contains("16.5 ms"))
    try explorer.run()
    #expect(explorer.render().text.contains("16.5 ms"))
  }

  @Test func buildingIsCounted() throws {
    var explorer = try testExplorer()
    _ = explorer.update(.run(id: 1, .building(done: 7, total: 22)))
    #expect(explorer.render().text.contains("building █"))
    #expect(explorer.render().text.contains("7/22"))
  }

  @Test func failuresAreSaid() throws {
    var explorer = try testExplorer()
    _ = explorer.update(.run(id: 1, .failed("swin.pth: not a checkpoint\u{1B}[2J")))
    let text = explorer.render().text
    #expect(text.contains("! swin.pth: not a checkpoint\\u{1B}[2J"))
    #expect(!explorer.session.run.isActive)
  }

  @Test func statisticsAndKeysComeFromTheRun() throws {
    var explorer = try testExplorer()
    #expect(explorer.session.reading.attention == nil)
    try explorer.run()
    let attention = try #require(explorer.session.reading.attention)
    let sum = attention.weights.reduce(0, +)
    #expect(abs(sum - 1) < 1e-4)
    #expect(attention.strongest.first?.weight == attention.largest)
    let token = explorer.session.reading.token
    #expect(attention.strongest.first?.place == .token(token))
    try explorer.press(")")
    #expect(explorer.session.reading.attention?.statistics?.keyCount == 392)
  }

  @Test func anotherMechanismHasNoAttentionOfTheRun() throws {
    var explorer = try testExplorer()
    try explorer.run()
    try explorer.press("m2")
    #expect(explorer.session.reading.attention == nil)
    try explorer.press("<Esc>")
    #expect(explorer.session.reading.attention != nil)
  }

  @Test func wrappedWindowsComputeFewerPairsThanPapersCount() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.run()
    let run = explorer.session.run
    let whole = BlockAddress(stage: 0, block: 0)
    let shifted = BlockAddress(stage: 0, block: 1)
    #expect(run.computedMACs[whole] == run.reports[whole]?.cost.total)
    let pattern = try #require(run.reports[shifted]?.attention.first?.pattern)
    let saved = 3 * 3136 * 49 - pattern.pairCount
    #expect(saved > 0)
    let total = try #require(run.reports[shifted]?.cost.total)
    #expect(run.computedMACs[shifted] == total - 2 * saved * 96 / 3)
  }

  @Test func percentilesLeaveTheFirstPassOut() {
    var history = RunHistory()
    #expect(history.percentile(0.5) == nil)
    for seconds in [9, 1, 4, 3, 2] as [Double] {
      history.append(RunPass(profile: RunProfile(), seconds: seconds))
      if history.later.isEmpty { #expect(history.middle?.seconds == 9) }
    }
    #expect(history.first == 9 && history.middle?.seconds == 2)
    #expect(history.percentile(0.5) == 2 && history.percentile(0.95) == 4)
  }

  @Test func stillScreensHaveNoTimesMemoryOrRates() throws {
    var explorer = try testExplorer(size: large) { $0.isStill = true }
    try explorer.run()
    for zoom in ["", "3", "34", "41"] {
      try explorer.press(zoom)
      let text = explorer.render().text
      for unit in [" ms", " MB", "G/s"] { #expect(!text.hasNumber(before: unit)) }
    }
  }

  @Test func pictureChangesForgetWhatWasMeasured() throws {
    var explorer = try testExplorer { $0.pictures = ["a.png", "b.png"] }
    try explorer.run()
    let opening = try explorer.press(">")
    #expect(
      opening == [
        .openPicture(
          path: "b.png", explorer.session.spec.preprocessing, input: PixelSize(square: 224))
      ])
    #expect(explorer.session.reading.attention != nil)
    var other = testPicture(name: "b.png")
    other.path = "a.png"
    #expect(explorer.update(.picture(other)).isEmpty)
    other.path = "b.png"
    let effects = explorer.update(.picture(other))
    #expect(effects.count == 1 && explorer.session.run.id == 2)
    #expect(explorer.session.reading.attention == nil)
    #expect(explorer.session.run.parameters == 22_012_345)
  }

  @Test func onePictureHasNoNeighbours() throws {
    var explorer = try testExplorer()
    #expect(try explorer.press(">").isEmpty)
    #expect(explorer.render().text.contains("one picture only"))
  }

  @Test func trainedModelsNameTheirClasses() throws {
    let labels = (0..<1000).map { "thing \($0)\u{7}" }
    var explorer = try testExplorer(size: large) {
      $0.opened = try? OpenedModel(named: "pale-t", weights: "weights.safetensors")
      $0.opened?.labels = labels
    }
    try explorer.run()
    try explorer.press("4")
    let text = explorer.render().text
    let best = try #require(ClassProbability.top(5, of: testSummary.logits).first?.index)
    #expect(text.contains("thing \(best)\\u{7}"))
    #expect(!text.contains("not a prediction") && !text.contains("seeded parameters:"))
  }

  @Test func seededParametersPredictNothing() throws {
    var explorer = try testExplorer(size: large) {
      $0.opened = try? OpenedModel(named: "pale-t")
      $0.opened?.labels = ["a", "b"]
    }
    try explorer.run()
    let text = explorer.render().text
    #expect(text.contains("not a prediction: class"))
    #expect(
      text.contains("seeded parameters: regions are exact, weights are not a trained model's"))
  }

  @Test func threadsAreChosenFromAMenu() throws {
    var explorer = try testExplorer()
    let effects = try explorer.press("t<Down><Enter>")
    #expect(explorer.session.threads == 3)
    #expect(effects == [request(explorer)])
    #expect(try explorer.press("t<Enter>").isEmpty)
  }
}
