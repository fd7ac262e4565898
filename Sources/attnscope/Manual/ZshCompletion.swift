/// Completion for zsh.
struct ZshCompletion {
  let commands: [CompletedCommand]

  var script: String {
    """
    #compdef attnscope
    # Completion of attnscope's arguments for zsh: a file _attnscope in a folder of fpath.
    _attnscope() {
        local command=
        local -a commands=(
    \(names)
        )
        if ((CURRENT > 2)) && (( ${commands[(I)${(b)words[2]}:*]} )); then
            command=${words[2]}
            shift words
            ((CURRENT--))
        elif ((CURRENT == 2)) && [[ ${words[2]} != -* ]]; then
            _describe command commands
        fi
        case $command in
    \(cases)
        esac
    }
    if [[ ${funcstack[1]} == _attnscope ]]; then
        _attnscope "$@"
    else
        compdef _attnscope attnscope
    fi

    """
  }

  private var names: String {
    commands.compactMap { command in
      command.word.map { "        '\($0):\(quoted(command.abstract))'" }
    }.joined(separator: "\n")
  }

  private var cases: String {
    commands.map { command in
      let specifications = command.options.map(specification) + command.positionals.map(positional)
      return """
            \(command.word ?? "''"))
                _arguments -s -S \\
        \(specifications.map { "            \($0)" }.joined(separator: " \\\n"))
                ;;
        """
    }.joined(separator: "\n")
  }

  private func specification(_ option: CommandDescription.Argument) -> String {
    let names = option.typedNames
    let abstract = "[\(escaped(option.abstract ?? ""))]"
    let value = option.takesValue ? ":\(option.valueName ?? "value"):\(action(option))" : ""
    func spelled(_ name: String) -> String {
      option.takesValue && name.hasPrefix("--") ? name + "=" : name
    }
    guard names.count > 1 else {
      return "'\(spelled(names.first ?? ""))\(abstract)\(value)'"
    }
    return "'(\(names.joined(separator: " ")))'{\(names.map(spelled).joined(separator: ","))}"
      + "'\(abstract)\(value)'"
  }

  private func positional(_ argument: CommandDescription.Argument) -> String {
    let count = argument.isRepeating ? "*" : argument.isOptional ? ":" : ""
    return "'\(count):\(argument.valueName ?? "value"):\(action(argument))'"
  }

  private func action(_ argument: CommandDescription.Argument) -> String {
    switch argument.completionKind {
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .files: "_files"
    case .unknown, nil: " "
    }
  }

  /// Text between brackets of a specification.
  private func escaped(_ text: String) -> String {
    quoted(
      text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
        .replacing(":", with: "\\:"))
  }

  /// Text between apostrophes.
  private func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''") }
}
