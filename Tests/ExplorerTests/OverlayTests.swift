import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct OverlayTests {
  private let files = [
    FileEntry(name: "hills.jpg", path: "/p/hills.jpg", isDirectory: false, kind: .picture),
    FileEntry(name: "lake", path: "/p/lake", isDirectory: true, kind: .other),
    FileEntry(name: "notes.txt", path: "/p/notes.txt", isDirectory: false, kind: .other),
    FileEntry(name: "jetty.png", path: "/p/jetty.png", isDirectory: false, kind: .picture),
  ]

  @Test func lettersOfMovementFilterTheList() throws {
    var explorer = try testExplorer { $0.directory = "/p" }
    #expect(try explorer.press("o") == [.listFiles(directory: "/p")])
    _ = explorer.update(.files(directory: "/p", files))
    #expect(!explorer.render().text.contains("notes.txt"))
    try explorer.press("je")
    let text = explorer.render().text
    #expect(text.contains("jetty.png") && !text.contains("hills.jpg"))
    #expect(explorer.session.cursor == (28, 28))
    let effects = try explorer.press("<Enter>")
    #expect(
      effects == [
        .openPicture(
          path: "/p/jetty.png", explorer.session.spec.preprocessing, input: PixelSize(square: 224))
      ])
    #expect(explorer.overlay == nil)
    #expect(explorer.session.pictures == ["/p/hills.jpg", "/p/jetty.png"])
  }

  @Test func directoriesAreEnteredAndLeft() throws {
    var explorer = try testExplorer { $0.directory = "/p" }
    try explorer.press("o")
    _ = explorer.update(.files(directory: "/p", files))
    #expect(try explorer.press("lake<Enter>") == [.listFiles(directory: "/p/lake")])
    #expect(explorer.render().text.contains("reading /p/lake"))
    _ = explorer.update(.files(directory: "/p/lake", []))
    #expect(try explorer.press("<Enter>") == [.listFiles(directory: "/p")])
    #expect(try explorer.press("<Esc>").isEmpty && explorer.overlay == nil)
  }

  @Test(arguments: [
    ("/a/b.png", "/a"), ("/a", "/"), ("/", "/"), ("a/b", "a"), ("a", "."), (".", ".."),
    ("..", "../.."), ("/a/b/", "/a"),
  ])
  func theDirectoryAboveNeedsNoFileSystem(_ path: String, parent: String) {
    #expect(FileList.parent(of: path) == parent)
  }

  @Test func theListBeginsWhereThePictureIs() throws {
    var explorer = try testExplorer { $0.pictures = ["/photos/a.png"] }
    #expect(try explorer.press("o") == [.listFiles(directory: "/photos")])
  }

  @Test func namesWithControlCharactersAreShownEscaped() throws {
    var explorer = try testExplorer()
    var picture = testPicture(name: "evil\u{1B}[2J.png")
    picture.path = explorer.session.requestedPicture
    _ = explorer.update(.picture(picture))
    try explorer.press("o")
    let entry = FileEntry(
      name: "a\nb\u{9B}.png", path: "a\nb.png", isDirectory: false, kind: .picture)
    _ = explorer.update(.files(directory: "d\u{7}", [entry]))
    let screen = explorer.render()
    #expect(screen.text.contains("evil\\u{1B}[2J.png"))
    #expect(screen.text.contains("a\\nb\\u{9B}.png") && screen.text.contains("d\\u{7}"))
    for scalar in screen.text.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
    }
  }

  @Test func modelsAreOpenedByName() throws {
    var explorer = try testExplorer { $0.weights = "pale.safetensors" }
    try explorer.run()
    try explorer.press("O")
    let effects = try explorer.press("swin-t<Enter>")
    #expect(
      effects == [
        .openPicture(
          path: nil, explorer.session.spec.preprocessing, input: PixelSize(square: 224))
      ])
    #expect(explorer.session.spec.name == "swin-t" && explorer.session.weights == "seeded:0")
    #expect(explorer.session.run.reports.isEmpty && explorer.session.cursor == (28, 28))
    guard case .run(let request) = explorer.update(.picture(testPicture())).first else {
      Issue.record("no run of the new model")
      return
    }
    #expect(request.model == ModelRequest(model: "swin-t"))
  }

  @Test func theSameModelAgainChangesNothing() throws {
    var explorer = try testExplorer()
    #expect(try explorer.press("O<Enter>") == [.findCheckpoints])
    #expect(try explorer.press("Onothing<Enter>") == [.findCheckpoints])
    #expect(explorer.overlay != nil)
  }

  @Test func theMenuShowsTheMapUnderEveryMechanism() throws {
    var explorer = try testExplorer()
    for (index, name) in MechanismCatalog.names.enumerated().prefix(9) {
      try explorer.press("m\(index + 1)")
      #expect(explorer.session.selection.mechanism == (name == "pale" ? nil : name))
      #expect(explorer.session.reading.mechanism == name)
    }
  }

  @Test func escapeInTheMenuGoesBackToWhatWasShown() throws {
    var explorer = try testExplorer()
    try explorer.press("m1")
    try explorer.press("mjj")
    #expect(explorer.session.selection.mechanism == "shifted-window")
    try explorer.press("<Esc>")
    #expect(explorer.session.selection.mechanism == "global")
    try explorer.press("<Esc>")
    #expect(explorer.session.selection.mechanism == nil)
  }

  @Test func oddNumbersOfHeadsDoNotKeepMechanismsFromBeingCompared() throws {
    let explorer = try testExplorer("swin-t")
    #expect(explorer.session.stage.heads == 3)
    let counts = explorer.session.reading.comparison.map { try? $0.outcome.get().count }
    let pale = MechanismCatalog.names.firstIndex(of: "pale") ?? 0
    #expect(counts[pale] == 735)
  }

  @Test func whatDoesNotDivideShowsADashAndWhy() throws {
    var explorer = try testExplorer("swin-t") { $0.input = PixelSize(square: 256) }
    let index = try #require(MechanismCatalog.names.firstIndex(of: "pale"))
    #expect((try? explorer.session.reading.comparison[index].outcome.get()) == nil)
    try explorer.press("m\(index + 1)")
    #expect(explorer.render().text.contains("64 rows cannot be split"))
    #expect(explorer.region == nil)
  }

  @Test func clustersWithoutARunSaySo() throws {
    var explorer = try testExplorer()
    let index = try #require(MechanismCatalog.names.firstIndex(of: "feature-space"))
    try explorer.press("m\(index + 1)")
    #expect(explorer.region?.field.count == 69 && explorer.region?.source == .picture)
    #expect(explorer.render().text.contains("mean-colour clusters, not a run's"))
  }

  @Test func clustersNeedAPicture() throws {
    var explorer = try Explorer(size: small)
    let index = try #require(MechanismCatalog.names.firstIndex(of: "feature-space"))
    try explorer.press("m\(index + 1)")
    #expect(explorer.region == nil)
    #expect(explorer.render().text.contains("needs a picture"))
    _ = explorer.update(.picture(testPicture()))
    #expect(explorer.region?.field.count == 69)
  }

  @Test func clustersRefuseGridsThatDoNotHalve() throws {
    var explorer = try testExplorer("swin-t") { $0.input = PixelSize(square: 256) }
    let index = try #require(MechanismCatalog.names.firstIndex(of: "feature-space"))
    try explorer.press("m\(index + 1)")
    #expect(explorer.render().text.contains("4096 tokens cannot be halved"))
  }

  @Test func helpClosesWithItsOwnKeys() throws {
    for key in ["?", "q", "<Esc>", "<F1>"] {
      var explorer = try Explorer(size: small)
      try explorer.press("?")
      #expect(explorer.overlay is HelpPage)
      #expect(try explorer.press(key).isEmpty && explorer.overlay == nil)
    }
  }

  @Test func panelsAreGivenTheWholeColumn() throws {
    var explorer = try testExplorer()
    try explorer.run()
    #expect(!explorer.render().text.contains("s4b2"))
    try explorer.press("}}}]3")
    #expect(explorer.render().text.contains(">s4b2"))
    try explorer.press("<Esc>")
    #expect(!explorer.render().text.contains("s4b2"))
    try explorer.press("<Tab><Tab><Tab>")
    #expect(explorer.render().text.contains(">s4b2"))
  }
}
