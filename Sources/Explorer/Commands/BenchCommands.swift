/// Commands that measure.
extension CommandCatalog {
  static let benchCommands: [ExplorerCommand] = [
    ExplorerCommand(
      "bench", "[N]", help: "run the model N times (20): median, 95th percentile, share of the peak"
    ) { explorer, words throws(CommandError) in
      let arguments = CommandArguments("bench", "a number of passes, or nothing", words)
      let passes =
        try arguments.oneAtMost() == nil
        ? RunView.benchPasses : try arguments.number(in: 1...RunHistory.limit)
      _ = explorer.show(viewNamed: "run")
      return explorer.session.requestBench(passes: passes) + explorer.measurePeak()
    },
    ExplorerCommand("peak", help: "measure this machine's best matrix product") {
      explorer, words throws(CommandError) in
      try CommandArguments("peak", "", words).none()
      _ = explorer.show(viewNamed: "run")
      return explorer.measurePeak()
    },
  ]
}

extension Explorer {
  /// Measures what the machine can do, for the run page.
  fileprivate mutating func measurePeak() -> [Effect] {
    var session = session
    var effects: [Effect] = []
    change(RunView.self) { effects += $0.measurePeak(&session) }
    self.session = session
    return effects
  }
}
