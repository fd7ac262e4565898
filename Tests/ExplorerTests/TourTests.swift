import Screens
import Testing

@testable import Explorer

@Suite struct TourTests {
  @Test("The tour has ten steps, each with a title of its own and two to five sentences")
  func stepsAreShort() throws {
    let session = try testExplorer().session
    #expect(TourCatalog.steps.count == 10)
    #expect(Set(TourCatalog.steps.map(\.title)).count == 10)
    for step in TourCatalog.steps {
      let text = step.text(session)
      let sentences = text.split(separator: ". ").count
      #expect((2...5).contains(sentences), "\(step.title): \(sentences) sentences")
      #expect(text.hasSuffix("."), "\(step.title)")
      #expect(TourText.lines(text, columns: 78, key: .plain).count <= 6, "\(step.title)")
    }
  }

  @Test("What the tour says of the screen follows the cursor and the grid")
  func figuresAreThoseOfTheScreen() throws {
    var explorer = try testExplorer()
    #expect(TourStep.pales.text(explorer.session).contains("735 tokens, 23.4% of the map"))
    try explorer.press("}")
    #expect(TourStep.pales.text(explorer.session).contains("343 tokens, 43.8% of the map"))
    #expect(TourStep.globalAttention.text(explorer.session).contains("614.7K pairs"))
    #expect(TourStep.weights.text(explorer.session).contains("Press `r`"))
    try explorer.run()
    let effective = try #require(explorer.session.reading.attention?.statistics?.effectiveKeys)
    #expect(
      TourStep.weights.text(explorer.session).contains(
        "take \(Int(effective.rounded())) of its 343 tokens"))
    #expect(TourStep.costs.text(explorer.session).contains("attention took "))
  }

  @Test("Keys are told apart from the text, and long words are cut")
  func keysHaveAStyle() {
    let lines = TourText.lines("press `g` `g` now", columns: 9, key: .bold)
    #expect(lines.map(\.text) == ["press g g", "now"])
    #expect(lines[0].runs.filter { $0.style == .bold }.map(\.text) == ["g", "g"])
    #expect(TourText.lines("abcdefgh ij", columns: 3, key: .bold).map(\.text) == ["abc", "ij"])
    #expect(TourText.lines("", columns: 3, key: .bold).isEmpty)
    #expect(TourText.lines("a", columns: 0, key: .bold).isEmpty)
  }

  @Test("Going on shows the rest of a text before the next step, and ends at the last")
  func textIsReadToItsEnd() {
    var tour = Tour()
    #expect(tour.goOn(lines: 5, visible: 3) == nil)
    #expect(tour.linesRead == 3 && tour.index == 0)
    #expect(tour.goBack() == nil)
    #expect(tour.linesRead == 0)
    #expect(tour.goBack() == nil)
    #expect(tour.goOn(lines: 3, visible: 3)?.title == TourCatalog.steps[1].title)
    #expect(tour.goBack()?.title == TourCatalog.steps[0].title)
    for _ in 0..<20 { _ = tour.goOn(lines: 3, visible: 3) }
    #expect(tour.index == 9)
  }
}
