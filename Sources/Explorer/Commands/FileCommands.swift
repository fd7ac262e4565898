/// Commands that open pictures and write files.
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
    },
    ExplorerCommand(
      "w", "FILE.svg | png | csv | json | txt | ans | script", help: "write the page to a file",
      complete: { _, _ in [] }
    ) { explorer, words throws(CommandError) in
      try explorer.write(words, command: "w", overwrites: false)
    },
    ExplorerCommand("w!", "FILE", help: "the same, over a file that is there") {
      explorer, words throws(CommandError) in
      try explorer.write(words, command: "w!", overwrites: true)
    },
    ExplorerCommand("y", help: "copy the token's row of numbers") {
      explorer, words throws(CommandError) in
      try CommandArguments("y", "", words).none()
      return explorer.copyRow()
    },
  ]
}

extension Explorer {
  fileprivate func write(
    _ words: [String], command: String, overwrites: Bool
  ) throws(CommandError) -> [Effect] {
    let path = try CommandArguments(command, "a file", words).one()
    guard let format = ExportFormat(path: path) else {
      let known = ExportFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: " ")
      throw CommandError(":\(command) \(path): expected a name that ends in one of \(known)")
    }
    do throws(ExportError) {
      return [.write(path: path, bytes: try export(as: format), overwrites: overwrites)]
    } catch {
      throw CommandError(error.description)
    }
  }
}
