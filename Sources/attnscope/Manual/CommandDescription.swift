import ArgumentParser
import Foundation

/// What a command takes and does, as ArgumentParser tells it of the definitions themselves.
struct CommandDescription: Decodable {
  var commandName: String
  var abstract: String?
  var discussion: String?
  var defaultSubcommand: String?
  var subcommands: [CommandDescription]?
  var arguments: [Argument]?

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable {
      enum Kind: String, Decodable { case long, short, longWithSingleDash }

      var kind: Kind
      var name: String
    }

    var kind: Kind
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
    var completionKind: Completion?
  }

  /// What a value may be.
  enum Completion: Decodable {
    case words([String])
    case files
    case unknown

    private enum CodingKeys: CodingKey { case list, file, directory }
    private enum ListKeys: CodingKey { case values }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      if let list = try? container.nestedContainer(keyedBy: ListKeys.self, forKey: .list) {
        self = .words(try list.decode([String].self, forKey: .values))
      } else {
        self =
          container.contains(.file) || container.contains(.directory) ? .files : .unknown
      }
    }
  }

  /// The whole program.
  static func ofProgram() throws -> Self {
    struct Dump: Decodable { var command: CommandDescription }
    let dump = AttnscopeCommand._dumpHelp()
    return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
  }

  /// What is typed after the program's name to have the command; the program's own help command is
  /// none of them.
  var namedSubcommands: [CommandDescription] {
    (subcommands ?? []).filter { $0.commandName != "help" }
  }

  var options: [Argument] { (arguments ?? []).filter { $0.kind != .positional } }
  var positionals: [Argument] { (arguments ?? []).filter { $0.kind == .positional } }
}

extension CommandDescription.Argument {
  /// The names as they are typed: `-h`, `--help`.
  var typedNames: [String] {
    (names ?? []).map { ($0.kind == .long ? "--" : "-") + $0.name }
  }

  var takesValue: Bool { kind == .option }
}
