/// Completion for fish.
struct FishCompletion {
  let commands: [CompletedCommand]

  var script: String {
    """
    # Completion of attnscope's arguments for fish: ~/.config/fish/completions/attnscope.fish
    function __attnscope_command
        set -l words (commandline -opc)
        if set -q words[2]; and contains -- $words[2] \(words.joined(separator: " "))
            echo $words[2]
        else
            echo none
        end
    end
    function __attnscope_is
        test (__attnscope_command) = $argv[1]
    end
    function __attnscope_is_first
        test (count (commandline -opc)) -eq 1
    end
    complete -c attnscope -f
    \(names)
    \(commands.flatMap(lines).joined(separator: "\n"))

    """
  }

  private var words: [String] { commands.compactMap(\.word) }

  private var names: String {
    commands.compactMap { command in
      command.word.map {
        "complete -c attnscope -n __attnscope_is_first -a \($0) -d '\(quoted(command.abstract))'"
      }
    }.joined(separator: "\n")
  }

  private func lines(_ command: CompletedCommand) -> [String] {
    let start = "complete -c attnscope -n '__attnscope_is \(command.word ?? "none")'"
    let options = command.options.map { option in
      let names = option.typedNames.map { name in
        name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst(1))"
      }
      return [
        start, names.joined(separator: " "), value(option), "-d '\(quoted(option.abstract ?? ""))'",
      ]
      .filter { !$0.isEmpty }.joined(separator: " ")
    }
    let words =
      command.words.isEmpty ? [] : ["\(start) -a '\(command.words.joined(separator: " "))'"]
    return options + words + (command.takesFiles ? ["\(start) -F"] : [])
  }

  private func value(_ option: CommandDescription.Argument) -> String {
    guard option.takesValue else { return "" }
    return switch option.completionKind {
    case .words(let words): "-x -a '\(words.joined(separator: " "))'"
    case .files: "-r -F"
    case .unknown, nil: "-x"
    }
  }

  /// Text between apostrophes.
  private func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}
