/// Commands about the program itself.
extension CommandCatalog {
  static let programCommands: [ExplorerCommand] = [
    ExplorerCommand("help", help: "list the commands") { explorer, words throws(CommandError) in
      try CommandArguments("help", "", words).none()
      explorer.overlay = CommandList()
      return []
    },
    ExplorerCommand("log", help: "show what was done, as a script that does it again") {
      explorer, words throws(CommandError) in
      try CommandArguments("log", "", words).none()
      explorer.overlay = LogPage(explorer.session.log)
      return []
    },
    ExplorerCommand("redraw", help: "draw everything anew") {
      _, words throws(CommandError) in
      try CommandArguments("redraw", "", words).none()
      return [.redraw]
    },
    ExplorerCommand("quit", help: "quit") { _, words throws(CommandError) in
      try CommandArguments("quit", "", words).none()
      return [.quit]
    },
  ]
}
