import Explorer
import Images

/// The manual page, made from what the commands themselves declare.
struct ManualPage {
  let program: CommandDescription
  let version: String

  /// The page in the `man` macros.
  var text: String {
    let name = program.commandName
    let sections: [(String, [String])] = [
      ("NAME", ["\(Roff.text(name)) \\- \(Roff.text(sentence(program.abstract)))"]),
      ("SYNOPSIS", synopsis),
      ("DESCRIPTION", description),
      ("EXAMPLES", Array(examples.dropFirst())),
      ("COMMANDS", program.namedSubcommands.flatMap(command)),
      ("OPTIONS OF THE PROGRAM", program.options.flatMap(option)),
      ("KEYS", ManualTexts.keys.flatMap { Roff.item($0.name, $0.text) }),
      ("CONFIGURATION", [Roff.text(ManualTexts.configuration)] + settings),
      ("ENVIRONMENT", ManualTexts.environment.flatMap { Roff.item($0.name, $0.text) }),
      ("FILES", ManualTexts.files.flatMap { Roff.item($0.name, $0.text) }),
      ("EXIT STATUS", ManualTexts.exitStatus.flatMap { Roff.item($0.name, $0.text) }),
    ]
    let head = ".TH \(Roff.quoted(name.uppercased())) 1 \"\" \(Roff.quoted("\(name) \(version)"))"
    return ([head] + sections.flatMap { [".SH \(Roff.quoted($0.0))"] + $0.1 })
      .joined(separator: "\n") + "\n"
  }

  private var synopsis: [String] {
    [".B \(Roff.text(program.commandName))", Roff.text("[command] [options] [values]")]
  }

  private var description: [String] {
    [
      Roff.text(program.abstract ?? ""),
      Roff.text("Without a command's name it is \(program.defaultSubcommand ?? "")."),
    ]
  }

  /// How the program's own help shows it being called.
  private var examples: [String] {
    Roff.prose(
      (program.discussion ?? "").split(separator: "\n\n")
        .filter { $0.hasPrefix("\(program.commandName) ") }.joined(separator: "\n\n"))
  }

  private var settings: [String] {
    ConfigurationSetting.all.flatMap { setting in
      Roff.item("\(setting.name) =", "\(setting.help) Values: \(setting.expected).")
    }
      + Roff.item(
        "key.ACTION =", "All keys of an action, apart by spaces; --print-config lists the actions.")
  }

  private func command(_ command: CommandDescription) -> [String] {
    let values = command.positionals.map { argument in
      let name = "\(argument.valueName ?? "value")\(argument.isRepeating ? " ..." : "")"
      return argument.isOptional ? "[\(name)]" : name
    }
    let heading = ([command.commandName] + values).joined(separator: " ")
    let ownOptions = command.options.filter { !$0.typedNames.contains("--help") }
      .filter { !$0.typedNames.contains("--version") }
    return [".SS \(Roff.quoted(heading))", Roff.text(command.abstract ?? "")]
      + Roff.prose(command.discussion ?? "") + command.positionals.flatMap(value)
      + ownOptions.flatMap(option)
  }

  private func value(_ argument: CommandDescription.Argument) -> [String] {
    Roff.item(argument.valueName ?? "value", explanation(argument))
  }

  private func option(_ argument: CommandDescription.Argument) -> [String] {
    let names = argument.typedNames.joined(separator: ", ")
    let value = argument.takesValue ? " \((argument.valueName ?? "value").uppercased())" : ""
    return Roff.item(names + value, explanation(argument))
  }

  private func explanation(_ argument: CommandDescription.Argument) -> String {
    var text = argument.abstract ?? ""
    if let value = argument.defaultValue, !value.isEmpty { text += " (default: \(value))" }
    if !argument.isOptional && argument.takesValue { text += " Always needed." }
    return text
  }

  /// A sentence as the first line of a manual page has it.
  private func sentence(_ text: String?) -> String {
    let text = text ?? ""
    let start = text.prefix(1).lowercased() + text.dropFirst()
    return start.hasSuffix(".") ? String(start.dropLast()) : start
  }
}
