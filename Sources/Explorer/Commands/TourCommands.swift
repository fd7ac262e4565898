/// The command that begins the tour.
extension CommandCatalog {
  static let tourCommands: [ExplorerCommand] = [
    ExplorerCommand(
      "tour", "[STEP]", help: "a guided walk in ten steps through what the two articles say",
      complete: { _, _ in TourCatalog.steps.indices.map { "\($0 + 1)" } }
    ) { explorer, words throws(CommandError) in
      let arguments = CommandArguments("tour", "the number of a step, or nothing", words)
      let number =
        try arguments.oneAtMost() == nil
        ? 1 : try arguments.number(in: 1...TourCatalog.steps.count)
      return explorer.beginTour(at: number - 1)
    }
  ]
}
