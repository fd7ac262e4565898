import VisionTransformers

/// Commands that play with grids and extents.
extension CommandCatalog {
  static let playgroundCommands: [ExplorerCommand] =
    [
      ExplorerCommand(
        "grid", "RxC | N | own", help: "a grid of one's own on the compare and clusters pages",
        complete: { _, _ in ["own"] }
      ) { explorer, words throws(CommandError) in
        let word = try CommandArguments("grid", "RxC or N or own", words).one()
        explorer.session.playground.grid = try grid(named: word)
        explorer.showPlayground()
        explorer.session.message = explorer.session.divisibility
        return []
      }
    ] + extentCommands

  /// A command for each extent that can be chosen.
  private static let extentCommands: [ExplorerCommand] = [
    extent("window", "side of windows, in tokens", \.window, of: "window"),
    extent("shift", "tokens by which windows are shifted", \.shift, of: "shifted-window"),
    extent("pale", "rows, and columns, of a pale", \.pale, of: "pale"),
    extent("stripe", "width of stripes, in tokens", \.stripe, of: "cross-shaped"),
    extent(
      "reduction", "side of the squares that become one key", \.reduction, of: "spatial-reduction"),
  ]

  private static func extent(
    _ name: String, _ help: String,
    _ extent: any WritableKeyPath<MechanismSettings, Int?> & Sendable, of mechanism: String
  ) -> ExplorerCommand {
    ExplorerCommand(
      name, "N | usual", help: "\(help), wherever mechanisms are compared",
      complete: { _, _ in ["usual"] }
    ) { explorer, words throws(CommandError) in
      let arguments = CommandArguments(name, "a number or usual", words)
      var extents = explorer.session.playground.extents
      if try arguments.one() == "usual" {
        extents[keyPath: extent] = nil
      } else {
        extents[keyPath: extent] = try arguments.number(in: 0...MechanismSettings.largestExtent)
      }
      do throws(ModelError) {
        try extents.validate()
      } catch {
        throw CommandError(":\(name) \(words[0]): \(error)")
      }
      explorer.session.playground.extents = extents
      explorer.showPlayground()
      explorer.change(CompareView.self) { view in
        MechanismCatalog.names.firstIndex(of: mechanism).map { view.select($0) }
      }
      explorer.session.message = explorer.session.divisibility
      return []
    }
  }

  /// The largest side of a grid to play with: beyond, maps say nothing that smaller ones do not.
  private static let largestSide = 128

  /// A grid as people type it: `28`, `14x28`, or `own` for that of the stage.
  private static func grid(named word: String) throws(CommandError) -> TokenGrid? {
    if word == "own" { return nil }
    let sides = word.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard (1...2).contains(sides.count), let rows = sides[0], let columns = sides[sides.count - 1],
      (1...largestSide).contains(rows), (1...largestSide).contains(columns)
    else {
      throw CommandError(
        ":grid \(word): expected rows and columns, or one number for both, from 1 to "
          + "\(largestSide), or own")
    }
    return TokenGrid(rows: rows, columns: columns)
  }
}

extension Explorer {
  /// Goes where grids and extents are seen, unless one is there.
  fileprivate mutating func showPlayground() {
    if !["compare", "clusters"].contains(viewName) { _ = show(viewNamed: "compare") }
  }
}

extension Session {
  /// Which mechanisms fit the grid that is played with, in one sentence.
  var divisibility: String {
    let grid = playground.grid ?? self.grid
    var misfits: [String] = []
    var padded: [String] = []
    for name in MechanismCatalog.names {
      let fit = try? MechanismCatalog.mechanism(named: name, on: grid, playground.extents)
        .fit(on: grid)
      if fit == nil { misfits.append(MechanismCatalog.shortName(of: name)) }
      if case .padded = fit?.remainder { padded.append(MechanismCatalog.shortName(of: name)) }
    }
    let size = "\(grid.rows)x\(grid.columns)"
    let fitting =
      misfits.isEmpty
      ? "\(size): every mechanism fits"
      : "\(size) does not divide: \(misfits.joined(separator: " "))"
    return padded.isEmpty ? fitting : "\(fitting); padded: \(padded.joined(separator: " "))"
  }
}
