import Foundation
import Screens
import TestSupport
import Testing

@testable import attnscope

@Suite("The configuration file") struct ConfigurationTests {
  private func failure(_ text: String) -> CommandFailure? {
    do throws(CommandFailure) {
      _ = try Configuration(text, name: "config")
      return nil
    } catch {
      return error
    }
  }

  @Test("Lines set things, comments and empty lines do not")
  func settings() throws {
    let configuration = try Configuration(
      """
      # a comment
      theme=dark
        charset = ascii   # for this terminal
      color = always\r
      palette = cividis

      threads = 3
      mouse = on
      key.move-left = <F2> <Left>
      key.goto = / <Hash>
      key.live =
      key.heads.= = <F3>
      """, name: "config")
    #expect(configuration.theme == .dark)
    #expect(configuration.charset == .ascii)
    #expect(configuration.color == .always)
    #expect(configuration.ramp == .cividis)
    #expect(configuration.threadCount == 3)
    #expect(configuration.usesMouse)
    #expect(configuration.bindings.keys(of: "move-left") == [.function(2), .left])
    #expect(configuration.bindings.keys(of: "goto") == [.character("/"), .character("#")])
    #expect(configuration.bindings.keys(of: "live") == [])
    #expect(configuration.bindings.keys(of: "heads.=") == [.function(3)])
  }

  @Test(
    "A mistake is one sentence that names file and line, and the exit status 2",
    arguments: [
      ("theme = blue", "line 1: theme is \"blue\": expected auto, dark, light or mono"),
      ("\n\nthreads = 0", "line 3: threads is \"0\": expected auto or 1 to 256"),
      ("threads", "line 1: \"threads\" has no equals sign: expected name = value"),
      (
        "font = big",
        "line 1: there is no setting font: expected theme, charset, color, palette, threads, mouse "
          + "or key.ACTION"
      ),
      ("mouse = on\nmouse = off", "line 2: mouse is set on line 1 already"),
      ("key.fly = x", "line 1: there is no action fly"),
      (
        "theme = dark\nkey.run = u",
        "line 2: the key u cannot be both run and union: change key.union too"
      ),
      (
        "key.run = <F99>",
        "line 1: no key is called <F99>; known are <Tab> <Enter> <Esc> <Space> <Up> <F1> <C-l> and "
          + "the like, and <lt> for the character"
      ),
      (
        "\u{1B}[2J = 1",
        "line 1: there is no setting \\u{1B}[2J: expected theme, charset, color, "
          + "palette, threads, mouse or key.ACTION"
      ),
    ])
  func mistakes(text: String, sentence: String) {
    let failure = failure(text)
    #expect(failure?.sentence == "config, \(sentence)")
    #expect(failure?.status == .usage)
  }

  @Test("What is printed says the same when it is read again")
  func roundTrip() throws {
    let first = try Configuration(
      "theme = mono\nthreads = 2\npalette = grey\nmouse = on\nkey.run = <F5> <Hash>\nkey.live =",
      name: "config")
    let text = first.text(path: "/a/config", environment: [:])
    let second = try Configuration(text, name: "again")
    #expect(second.text(path: "/a/config", environment: [:]) == text)
    #expect(second.bindings.keys(of: "run") == [.function(5), .character("#")])
    #expect(second.bindings.keys(of: "live") == [])
  }

  @Test("It is looked for where XDG says; relative paths count for nothing")
  func path() {
    func path(_ environment: [String: String]) -> String? {
      ConfigurationFile.path(environment: environment)
    }
    #expect(path(["HOME": "/h"]) == "/h/.config/attnscope/config")
    #expect(path(["HOME": "/h", "XDG_CONFIG_HOME": "/x"]) == "/x/attnscope/config")
    #expect(path(["HOME": "/h", "XDG_CONFIG_HOME": "x"]) == "/h/.config/attnscope/config")
    #expect(path(["HOME": "/h", "XDG_CONFIG_HOME": ""]) == "/h/.config/attnscope/config")
    #expect(path([:]) == nil)
  }

  @Test("Options come before the file, and the file before what is usual")
  func precedence() throws {
    try withFolder { folder in
      let file = folder.appending(path: "attnscope/config")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("theme = light\ncharset = ascii\nthreads = 7\n".utf8).write(to: file)
      let result = try Executable.run(
        ["--print-config", "--theme", "dark", "--threads", "5"],
        environment: ["XDG_CONFIG_HOME": folder.path()])
      let lines = result.text.split(separator: "\n")
      #expect(result.status == 0)
      #expect(lines.contains("theme = dark"))
      #expect(lines.contains("charset = ascii"))
      #expect(lines.contains("threads = 5"))
      #expect(lines.contains("palette = viridis"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["attnscope"])
    }
  }

  @Test("The program refuses a mistaken file before it takes the terminal")
  func refusal() throws {
    try withFolder { folder in
      let file = folder.appending(path: "mine")
      try Data("colour = no\n".utf8).write(to: file)
      let result = try Executable.run(["--config", file.path()])
      #expect(result.status == 2)
      #expect(result.error.hasPrefix("attnscope: \(file.path()), line 1: there is no setting"))
      #expect(result.error.split(separator: "\n").count == 1)
      #expect(try Executable.run(["--config", folder.path()]).status == 3)
      #expect(try Executable.run(["--config", folder.path() + "none"]).status == 3)
    }
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
