/// Commands that open pictures.
extension CommandCatalog {
  static let fileCommands: [ExplorerCommand] = [
    ExplorerCommand(
      "image", "FILE", help: "open a picture; without a name, the sample",
      complete: { session, _ in
        session.pictures
          + (session.listing?.entries ?? []).filter { $0.kind == .picture }.map(\.path)
      }
    ) { explorer, words throws(CommandError) in
      let path = try CommandArguments("image", "a file", words).oneAtMost()
      return explorer.session.open(picture: path)
    }
  ]
}
