import ArgumentParser
import Tensors

/// The program: the explorer, and the same answers without a terminal.
@main
struct AttnscopeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attnscope",
    abstract: "See exactly which tokens a vision transformer lets a token attend to.",
    discussion: """
      attnscope                          explore the sample picture with pale-t
      attnscope photo.jpg --model swin-t explore a picture of yours
      attnscope region --model swin-t --stage 1 --block 2 --token 0,0
      attnscope infer photo.jpg --json   run a model, print its answer as JSON

      Exit status: 0 done, 1 failure, 2 usage, 3 bad input file, 4 verification mismatch, 130 \
      interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      ExploreCommand.self, ModelsCommand.self, RegionCommand.self, InferCommand.self,
      AttentionCommand.self, CompareCommand.self, GrowthCommand.self, InspectCommand.self,
      PlayCommand.self, BenchCommand.self, ExportCommand.self, VerifyCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  @Flag(name: .customShort("V"), help: "Show the version.")
  var showsVersion = false

  @Option(
    help: "Print what a shell reads to complete arguments: bash, zsh or fish.")
  var completions: CompletingShell?

  @Flag(help: "Print the manual page: attnscope --man | man -l -")
  var man = false

  mutating func validate() throws {
    if showsVersion { throw CleanExit.message(Self.configuration.version) }
    if let completions {
      throw CleanExit.message(completions.script(for: try CommandDescription.ofProgram()))
    }
    if man {
      let page = ManualPage(
        program: try CommandDescription.ofProgram(), version: Self.configuration.version)
      throw CleanExit.message(page.text)
    }
  }

  /// What was typed; the parser's own name for ``completions`` means the same.
  private static var arguments: [String] {
    CommandLine.arguments.dropFirst().map { argument in
      let name = "--generate-completion-script"
      guard argument == name || argument.hasPrefix(name + "=") else { return argument }
      return "--completions" + argument.dropFirst(name.count)
    }
  }

  static func main() {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      ExitStatus.leave(.done)
    } catch {
      ExitStatus.leave(with: error, of: Self.self)
    }
  }
}
