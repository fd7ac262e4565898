/// Something that can be asked for by name, on the `:` line and in scripts.
///
/// To add one, write it and name it in ``CommandCatalog``: completion, `:help` and scripts follow.
struct ExplorerCommand: Sendable {
  /// The word that asks for it.
  var name: String
  /// What follows the word, as people read it: `RxC | N`.
  var usage: String
  /// What it does, in a few words.
  var help: String
  /// What the argument that is being typed may become, after those that stand before it.
  var complete: @Sendable (Session, _ before: [String]) -> [String]
  /// Does it.
  var run: @Sendable (inout Explorer, [String]) throws(CommandError) -> [Effect]

  init(
    _ name: String, _ usage: String = "", help: String,
    complete: @escaping @Sendable (Session, _ before: [String]) -> [String] = { _, _ in [] },
    run: @escaping @Sendable (inout Explorer, [String]) throws(CommandError) -> [Effect]
  ) {
    self.name = name
    self.usage = usage
    self.help = help
    self.complete = complete
    self.run = run
  }
}

/// Why a command did nothing: one plain sentence.
struct CommandError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// What somebody typed after the colon, in words.
///
/// Words are apart by spaces; quotation marks keep spaces in a word.
struct CommandLine: Equatable {
  let name: String
  let arguments: [String]

  /// - Throws: ``CommandError`` where a quotation mark has no partner.
  init(_ text: String) throws(CommandError) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        word.map { words.append($0) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else {
      throw CommandError(":\(text) has a quotation mark without a partner")
    }
    word.map { words.append($0) }
    name = words.first ?? ""
    arguments = Array(words.dropFirst())
  }
}

extension Explorer {
  /// Obeys a line of the command prompt, given without its colon.
  ///
  /// What is wrong with it is said in the status line; nothing has changed then.
  mutating func obey(_ line: String) -> [Effect] {
    do throws(CommandError) {
      return try carryOut(line)
    } catch {
      session.message = error.description
      return []
    }
  }

  /// Obeys a line of a script, as far as the explorer knows it.
  ///
  /// - Returns: The effects, or one plain sentence that says what is wrong with the line.
  public mutating func obeyScript(_ line: String) -> Result<[Effect], ScriptError> {
    do throws(CommandError) {
      let effects = try carryOut(line)
      session.refresh()
      return .success(effects + refreshView())
    } catch {
      return .failure(ScriptError(description: error.description))
    }
  }

  private mutating func carryOut(_ line: String) throws(CommandError) -> [Effect] {
    let words = try CommandLine(line)
    guard !words.name.isEmpty else { return [] }
    session.message = nil
    let effects = try carryOut(words)
    session.log.note(command: line)
    return effects
  }

  /// Does what a command says, without noting it in the log.
  mutating func carryOut(_ words: CommandLine) throws(CommandError) -> [Effect] {
    guard let command = CommandCatalog.command(named: words.name) else {
      throw CommandError("there is no command :\(words.name); :help lists them")
    }
    return try command.run(&self, words.arguments)
  }
}

/// What is wrong with a line of a script, in one plain sentence.
public struct ScriptError: Error, Equatable, CustomStringConvertible, Sendable {
  public let description: String
}
