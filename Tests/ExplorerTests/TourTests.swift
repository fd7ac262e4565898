import Screens
import TestSupport
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
      #expect(TourText.lines(text, columns: 78, key: .plain).count <= 5, "\(step.title)")
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
    let times = explorer.session.profile.operations
    let share = NumberText.percent(times[.attention] / times.total, digits: 0)
    #expect(TourStep.costs.text(explorer.session).contains("Attention took \(share), "))
  }

  @Test("Every step finds its way from anywhere", arguments: TourCatalog.steps.indices)
  func stepsFindTheirWay(_ index: Int) throws {
    var explorer = try testExplorer("boat-cswin-t")
    try explorer.press("}}Gj$(i")
    try explorer.press(":tour<Space>\(index + 1)<Enter>")
    #expect(explorer.session.message == nil)
    let step = TourCatalog.steps[index]
    let page = step.script.first { $0.hasPrefix("view ") }
    #expect(page == "view \(explorer.viewName)")
    let model = step.script.first { $0.hasPrefix("model ") }
    #expect(model == "model \(explorer.session.spec.name)")
    #expect(explorer.session.selection.direction == .outgoing)
    #expect(explorer.render().text.contains("tour \(index + 1)/10 \(step.title)"))
  }

  @Test("The tour goes on by its keys while those of the page go on working, and Escape leaves it")
  func keysOfTheTour() throws {
    var explorer = try testExplorer()
    try explorer.press(":tour<Enter>")
    let cursor = explorer.session.cursor
    try explorer.press("l")
    #expect(explorer.session.cursor.column == cursor.column + 1)
    try explorer.press(".")
    #expect(explorer.session.tour?.index == 1)
    #expect(explorer.session.selection.mechanism == "global")
    try explorer.press("<Enter>")
    #expect(explorer.session.tour?.index == 2 && explorer.session.spec.name == "swin-t")
    try explorer.press("m,<Esc>")
    #expect(explorer.session.tour?.index == 2 && explorer.overlay == nil)
    try explorer.press(",")
    #expect(explorer.session.tour?.index == 1 && explorer.session.spec.name == "pale-t")
    try explorer.press("<Esc>")
    #expect(explorer.session.tour == nil)
    #expect(!explorer.render().text.contains("tour 2/10"))
    try explorer.press(".")
    #expect(explorer.session.tour == nil)
  }

  @Test("The tour is on the sample picture, and begins where one says")
  func beginning() throws {
    var explorer = try testExplorer { $0.pictures = ["a.png"] }
    let effects = try explorer.press(":tour<Space>5<Enter>")
    #expect(explorer.session.tour?.index == 4)
    #expect(explorer.session.requestedPicture == nil)
    guard case .openPicture(nil, _, _) = effects.first else {
      Issue.record("the sample was not asked for")
      return
    }
    #expect(try explorer.press(":tour<Space>11<Enter>").isEmpty)
    #expect(explorer.session.message?.contains("from 1 to 10") == true)
  }

  @Test("The strip leaves room for the page, and looks as recorded")
  func strip() throws {
    for (size, rows) in [(small, 6), (large, 5), (Explorer.minimumSize, 2)] {
      var explorer = try testExplorer(size: size)
      try explorer.press(":tour<Space>5<Enter>")
      #expect(Chrome(size: size, session: explorer.session).tour.rows == rows)
      #expect(explorer.body.rows >= TourStrip.pageRows)
    }
    for look in [Look.color, .mono] {
      for size in [small, large] {
        var explorer = try testExplorer(size: size, look: look)
        try explorer.press(":tour<Space>5<Enter>")
        try expectSnapshot(explorer.render().text, named: "tour-\(look.rawValue)-\(size)")
      }
    }
  }

  @Test("In a small window the text is read in parts")
  func smallWindows() throws {
    var explorer = try testExplorer(size: Explorer.minimumSize)
    try explorer.press(":tour<Enter>")
    var presses = 0
    while explorer.session.tour?.index == 0, presses < 20 {
      #expect(explorer.render().text.contains(". more") == (presses < 6))
      try explorer.press(".")
      presses += 1
    }
    #expect(presses == 7)
  }

  @Test("Keys are told apart from the text, and long words are cut")
  func keysHaveAStyle() {
    let lines = TourText.lines("press `g` `g` now", columns: 9, key: .bold)
    #expect(lines.map(\.text) == ["press g g", "now"])
    #expect(lines[0].runs.filter { $0.style == .bold }.map(\.text) == ["g", "g"])
    let command = TourText.lines("`:bench 20` runs", columns: 20, key: .bold)[0]
    #expect(command.runs.filter { $0.style == .bold }.map(\.text) == [":bench", "20"])
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
