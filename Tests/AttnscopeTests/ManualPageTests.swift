import Foundation
import TestSupport
import Testing

@testable import attnscope

@Suite("The manual page") struct ManualPageTests {
  @Test("It has every command and every option")
  func complete() throws {
    let page = try Executable.run(["--man"])
    #expect(page.status == 0)
    let lines = Set(page.text.split(separator: "\n").map(String.init))
    for command in try CommandDescription.ofProgram().namedSubcommands {
      #expect(lines.contains { $0.hasPrefix(".SS \"\(command.commandName)") })
      for name in command.options.flatMap(\.typedNames) {
        #expect(page.text.contains(Roff.text(name)), "\(name)")
      }
    }
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "KEYS", "CONFIGURATION", "EXIT STATUS"] {
      #expect(lines.contains(".SH \"\(section)\""))
    }
  }

  @Test("Lines that begin with a dot are macros, and all is ASCII")
  func macros() throws {
    let page = try Executable.run(["--man"]).text
    let known: Set = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".nf", ".fi"]
    for line in page.split(separator: "\n") {
      #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(line)")
      #expect(!line.hasPrefix("'"))
      if line.hasPrefix(".") {
        #expect(known.contains(String(line.prefix { $0 != " " })), "\(line)")
      }
    }
  }

  @Test(
    "Text is escaped so that it is set as it stands",
    arguments: [
      (".x", "\\&.x"), ("a-b", "a\\-b"), ("a\\n", "a\\en"), ("it's", "it\\(aqs"),
      ("…", "\\[u2026]"),
      ("×", "\\[u00D7]"),
    ])
  func escaping(text: String, expected: String) {
    #expect(Roff.text(text) == expected)
  }

  @Test("groff has nothing to warn of, where there is one")
  func warnings() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "manual-\(UUID()).1")
    defer { try? FileManager.default.removeItem(at: file) }
    try Executable.run(["--man"]).output.write(to: file)
    guard let result = try? runCommand(["groff", "-man", "-Tutf8", "-ww", file.path()]) else {
      return
    }
    #expect(result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("attnscope"))
  }

  @Test("Both names of the version option print it")
  func version() throws {
    let version = try Executable.run(["--version"])
    #expect(version.status == 0)
    #expect(version.text.split(separator: ".").count == 3)
    #expect(try Executable.run(["-V"]).text == version.text)
  }
}
