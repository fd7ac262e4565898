/// Completion for bash, from version 3.2 on.
struct BashCompletion {
  let commands: [CompletedCommand]

  private var words: [String] { commands.compactMap(\.word) }

  var script: String {
    """
    # Completion of attnscope's arguments for bash: source this, or put it in
    # ~/.local/share/bash-completion/completions/attnscope
    _attnscope() {
        local command= files= words= word
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
        if [[ $cur == = ]]; then
            cur=
        elif [[ $prev == = ]]; then
            prev=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        if ((COMP_CWORD > 1)); then
            case ${COMP_WORDS[1]} in
            \(words.joined(separator: "|"))) command=${COMP_WORDS[1]} ;;
            esac
        fi
        case $command:$prev in
    \(values)
        *)
            if [[ $cur == -* ]]; then
                case $command in
    \(options)
                esac
            else
                case $command in
    \(positionals)
                esac
                ((COMP_CWORD > 1)) || words+=' \(words.joined(separator: " ")) help'
            fi
            ;;
        esac
        COMPREPLY=()
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done < <(
            compgen -W "$words" -- "$cur"
            [[ -z $files ]] || compgen -f -- "$cur"
        )
        [[ -z $files ]] || compopt -o filenames 2>/dev/null
    }
    complete -F _attnscope attnscope

    """
  }

  /// What options with values take.
  private var values: String {
    lines { command in
      command.options.filter(\.takesValue).map { option in
        let patterns = option.typedNames.map { "\(command.word ?? ""):\($0)" }
        return "    \(patterns.joined(separator: "|"))) \(offer(option)) ;;"
      }
    }
  }

  private var options: String {
    lines { command in
      ["            \(pattern(command))) words='\(command.optionNames.joined(separator: " "))' ;;"]
    }
  }

  private var positionals: String {
    lines { command in
      let offers = [
        command.words.isEmpty ? nil : "words='\(command.words.joined(separator: " "))'",
        command.takesFiles ? "files=1" : nil,
      ].compactMap { $0 }
      return offers.isEmpty
        ? [] : ["            \(pattern(command))) \(offers.joined(separator: " ")) ;;"]
    }
  }

  private func lines(_ lines: (CompletedCommand) -> [String]) -> String {
    commands.flatMap(lines).joined(separator: "\n")
  }

  private func pattern(_ command: CompletedCommand) -> String { command.word ?? "''" }

  private func offer(_ option: CommandDescription.Argument) -> String {
    switch option.completionKind {
    case .words(let words): "words='\(words.joined(separator: " "))'"
    case .files: "files=1"
    case .unknown, nil: ""
    }
  }
}
