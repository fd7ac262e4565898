public import ArgumentParser
import Explorer
import Foundation
import Screens
import VisionTransformers

/// Plays a script of keys without a terminal and prints the last screen.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a script of keys without a terminal and print the last screen.",
    discussion: """
      A line of the script that starts with : is a command of the explorer's own (:wait waits for \
      the run), # starts a comment, and any other line is keys, with <Tab> <Esc> <Up> <C-l> <Enter> \
      <Space> and the like. The explorer's :log shows what was done as such a script.
      """)

  @Argument(help: "The script; - for standard input.", completion: .file())
  var script: String

  @Argument(help: "Pictures; the sample unless told.", completion: .file())
  var images: [String] = []

  @Option(help: "Columns and rows of the screen, such as 80x24.")
  var screen = ScreenSizeArgument(size: Size(columns: 80, rows: 24))

  @Flag(help: "Show dashes for times, memory and rates, so that two runs print the same.")
  var still = false

  @OptionGroup var model: ModelOptions
  @OptionGroup var threads: ThreadOptions

  @Option(help: "Colours: never, always, 8 or 256.")
  var color = PlayedColors.never

  @Option(help: "Characters: ascii, utf8 or braille.")
  var charset = TerminalCapabilities.Charset.utf8

  @Option(help: "The background: dark or light.")
  var background = PlayedBackground.dark

  func run() throws {
    let lines = try ScriptLine.read(script)
    let settings = try ExplorerSettings(
      model: model, pictures: images, threads: threads.count, isStill: still)
    let explorer = try Explorer(
      size: screen.size,
      capabilities: TerminalCapabilities(
        colors: color.colors, charset: charset, background: background.known),
      settings: settings)
    let last = try ScriptPlayer(explorer).play(lines).render()
    print(color == .never ? last.trimmedText : last.ansi, terminator: "")
  }
}

/// The colours of a played screen.
enum PlayedColors: String, ExpressibleByArgument, CaseIterable {
  case never
  /// As many as there can be.
  case always
  case eight = "8"
  case palette256 = "256"

  var colors: TerminalCapabilities.Colors {
    switch self {
    case .never: .none
    case .eight: .eight
    case .always, .palette256: .palette256
    }
  }
}

/// What a played screen is drawn on, which is always known.
enum PlayedBackground: String, ExpressibleByArgument, CaseIterable {
  case dark, light

  var known: TerminalCapabilities.Background { self == .light ? .light : .dark }
}

extension TerminalCapabilities.Charset: ExpressibleByArgument {}

/// Columns and rows as people type them: `80x24`.
struct ScreenSizeArgument: ExpressibleByArgument {
  var size: Size

  init(size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    size = Size(columns: columns, rows: rows)
  }

  var defaultValueDescription: String { "\(size.columns)x\(size.rows)" }
}
