/// Commands that run the model.
extension CommandCatalog {
  static let runCommands: [ExplorerCommand] = [
    ExplorerCommand("r", help: "run the model once") { explorer, words throws(CommandError) in
      try CommandArguments("r", "", words).none()
      return explorer.session.requestRun(isLive: false)
    },
    ExplorerCommand(
      "live", "on | off", help: "run it again and again", complete: { _, _ in ["on", "off"] }
    ) { explorer, words throws(CommandError) in
      let name = try CommandArguments("live", "on or off", words).name(
        of: "setting", among: ["on", "off"])
      if name == "on" { return explorer.session.requestRun(isLive: true) }
      return explorer.session.run.isActive ? explorer.session.cancelRun() : []
    },
    ExplorerCommand("threads", "N", help: "how many threads to run on") {
      explorer, words throws(CommandError) in
      let most = explorer.session.settings.maximumThreads
      let count = try CommandArguments("threads", "a number", words).number(in: 1...most)
      return explorer.session.use(threads: count)
    },
    ExplorerCommand("wait", help: "in scripts: wait until the run has ended") {
      _, words throws(CommandError) in
      try CommandArguments("wait", "", words).none()
      return []
    },
  ]
}
