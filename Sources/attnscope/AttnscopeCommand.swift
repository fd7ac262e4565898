import ArgumentParser

/// Explores the attention patterns of vision transformers in the terminal.
@main
struct AttnscopeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "attnscope")
}
