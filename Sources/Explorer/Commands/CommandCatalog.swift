/// Every command of the `:` line and of scripts, one line for each group.
enum CommandCatalog {
  static let all: [ExplorerCommand] =
    placeCommands + modelCommands + runCommands + benchCommands + fileCommands + playgroundCommands
    + tourCommands + settingCommands + programCommands

  /// The command of a name, or of an older program's name for it.
  static func command(named name: String) -> ExplorerCommand? {
    let name = synonyms[name] ?? name
    return all.first { $0.name == name }
  }

  private static let synonyms = [
    "e": "image", "open": "image", "q": "quit", "quit!": "quit", "q!": "quit", "write": "w",
  ]

  /// What the end of a line may become: whole words, in the order of the catalogue.
  ///
  /// - Returns: Where the word begins that is being typed, and the words that it may become.
  static func completions(of line: String, in session: Session) -> (start: Int, words: [String]) {
    let start =
      line.lastIndex(of: " ").map { line.distance(from: line.startIndex, to: $0) + 1 } ?? 0
    let word = String(line.dropFirst(start))
    guard start > 0 else {
      return (0, all.map(\.name).filter { $0.hasPrefix(word) })
    }
    let before = line.prefix(start).split(separator: " ").map(String.init)
    guard let name = before.first, let command = command(named: name) else { return (start, []) }
    let words = command.complete(session, Array(before.dropFirst()))
    return (start, words.filter { $0.hasPrefix(word) })
  }
}
