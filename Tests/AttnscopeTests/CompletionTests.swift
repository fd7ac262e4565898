import Foundation
import TestSupport
import Testing

@testable import attnscope

@Suite("Completion in shells") struct CompletionTests {
  /// What bash offers for the last of some words.
  private func offers(_ words: [String], in folder: String = "/") throws -> [String] {
    let script = try Executable.run(["--completions", "bash"]).text
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let asking = """
      cd '\(folder)'
      COMP_WORDS=(attnscope \(quoted)); COMP_CWORD=\(words.count)
      _attnscope
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try runCommand(["bash", "-c", script + asking])
    #expect(result.errors.isEmpty)
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test(
    "Bash completes commands, options, and their values",
    arguments: [
      (["mo"], ["models"]),
      (["--pal"], ["--palette"]),
      (["--palette", ""], ["viridis", "cividis", "grey"]),
      (["--model", "cswin"], ["cswin-t", "cswin-s", "cswin-b", "cswin-l"]),
      (["--model", "=", "pale"], ["pale-t", "pale-s", "pale-b"]),
      (["region", "--mechanism", "shi"], ["shifted-window"]),
      (["attention", "--layer", ""], ["image", "feature"]),
      (["export", "hea"], ["heads"]),
      (["region", "--stage", ""], []),
      (["photo.jpg", "--mod"], ["--model"]),
    ])
  func bash(words: [String], expected: [String]) throws {
    #expect(try offers(words) == expected)
  }

  @Test("Bash completes paths where pictures and files are expected")
  func paths() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "completion-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appending(path: "a picture.png"))
    for words in [
      ["a p"], ["infer", "a p"], ["--weights", "a"], ["export", "map", "--out", "a"],
    ] {
      #expect(try offers(words, in: folder.path()) == ["a picture.png"])
    }
  }

  @Test("The parser's own option prints the same")
  func ownOption() throws {
    let script = try Executable.run(["--completions", "fish"]).text
    #expect(try Executable.run(["--generate-completion-script", "fish"]).text == script)
    #expect(try Executable.run(["--completions", "tcsh"]).status == 2)
  }

  @Test(
    "Every shell's script knows every command and every option", arguments: CompletingShell.allCases
  )
  func complete(shell: CompletingShell) throws {
    let program = try CommandDescription.ofProgram()
    let script = shell.script(for: program)
    #expect(program.namedSubcommands.count >= 10)
    for command in program.namedSubcommands {
      #expect(script.contains(command.commandName))
      for option in command.options {
        for name in option.names ?? [] { #expect(script.contains(name.name)) }
      }
    }
    #expect(script.contains("boat-swin-t") && script.contains("shifted-window"))
  }

  @Test("Shells that are installed read their scripts", arguments: CompletingShell.allCases)
  func syntax(shell: CompletingShell) throws {
    let script = shell.script(for: try CommandDescription.ofProgram())
    let file = FileManager.default.temporaryDirectory.appending(path: "completion-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(script.utf8).write(to: file)
    guard let result = try? runCommand([shell.rawValue, "-n", file.path()]) else {
      // Bash is where these tests run; the others need not be.
      #expect(shell != .bash)
      return
    }
    #expect(result.status == 0, "\(result.errors)")
  }
}
