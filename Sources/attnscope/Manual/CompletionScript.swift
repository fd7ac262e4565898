import ArgumentParser

/// A shell that completes what is typed.
enum CompletingShell: String, CaseIterable, ExpressibleByArgument {
  case bash
  case zsh
  case fish

  /// What the shell has to read so that it completes the program's arguments.
  ///
  /// Unlike the scripts that ArgumentParser makes, these complete the arguments of the explorer
  /// without its name too.
  func script(for program: CommandDescription) -> String {
    let commands = CompletedCommand.all(of: program)
    return switch self {
    case .bash: BashCompletion(commands: commands).script
    case .zsh: ZshCompletion(commands: commands).script
    case .fish: FishCompletion(commands: commands).script
    }
  }
}

/// A command as far as a shell completes it.
struct CompletedCommand {
  /// The word that asks for it; nothing for what is done without such a word.
  var word: String?
  var abstract: String
  var options: [CommandDescription.Argument]
  var positionals: [CommandDescription.Argument]

  /// The program without a command's name, and every command.
  static func all(of program: CommandDescription) -> [Self] {
    let named = program.namedSubcommands.map { command in
      Self(
        word: command.commandName, abstract: command.abstract ?? "", options: command.options,
        positionals: command.positionals)
    }
    let usual = named.first { $0.word == program.defaultSubcommand }
    let own = program.options.filter { option in
      usual?.options.contains { $0.typedNames == option.typedNames } != true
    }
    let plain = Self(
      word: nil, abstract: "", options: (usual?.options ?? []) + own,
      positionals: usual?.positionals ?? [])
    return [plain] + named
  }

  /// Whether one of the values without a name is a file.
  var takesFiles: Bool {
    positionals.contains { if case .files = $0.completionKind { true } else { false } }
  }

  /// What values without a name may be.
  var words: [String] { positionals.flatMap(\.words) }

  /// The options, as they are typed.
  var optionNames: [String] { options.flatMap(\.typedNames) }
}

extension CommandDescription.Argument {
  /// What the value may be, where these are some words.
  var words: [String] {
    if case .words(let words) = completionKind { words } else { [] }
  }
}
