import ArgumentParser
import Explorer
import Foundation
import Screens
import VisionTransformers

/// Writes the figure or the numbers of a page, without a terminal.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a page of the explorer as a figure, as numbers, or as it is drawn.",
    discussion: """
      The end of the file's name says how: .svg and .png are figures, .csv and .json numbers, .txt \
      and .ans the screen. Without a file, numbers are printed: for people, or with --json or --csv.

      attnscope export map --model swin-t --stage 3 --block 2 --token 1,1 --out corner.svg

      A script of keys and commands (see play) may go before, for whatever has no option here.
      """)

  @Argument(help: "The page.", completion: .list(Explorer.pageNames))
  var view: String

  @Argument(help: "Pictures; the sample unless told.", completion: .file())
  var images: [String] = []

  @Option(
    help: "Where to write: FILE.svg, .png, .csv, .json, .txt or .ans.", completion: .file())
  var out: String?

  @Flag(help: "Write over a file that is there.")
  var force = false

  @OptionGroup var format: FormatOptions

  @OptionGroup var model: ModelOptions

  @Option(help: "The stage, from 1.")
  var stage: Int?

  @Option(help: "The block of the stage, from 1.")
  var block: Int?

  @Option(
    help: "Which of a BOAT block's attention layers: image or feature.", completion: .layers)
  var layer: String?

  @Option(help: "The token, row,column from 0; the middle unless told.")
  var token: Place?

  @Option(help: "One head, from 0; all together unless told.")
  var head: Int?

  @Option(
    help: "Commands of the explorer to obey before, apart by semicolons: \"set cells weights\".")
  var commands: String?

  @Option(help: "A script of keys and commands to play before.", completion: .file())
  var script: String?

  @Flag(help: "Leave the model alone: what follows from geometry only.")
  var noRun = false

  @Option(help: "Columns and rows of the screen that .txt and .ans show.")
  var screen = ScreenSizeArgument(size: Size(columns: 120, rows: 40))

  @OptionGroup var threads: ThreadOptions

  func run() throws {
    guard Explorer.pageNames.contains(view) else {
      throw CommandFailure(
        .usage,
        "there is no page \(view): expected \(Explorer.pageNames.joined(separator: ", "))")
    }
    let kind = try exportFormat()
    var settings = try ExplorerSettings(
      model: model, pictures: images, threads: threads.count, isStill: false)
    settings.runsAtStart = !noRun
    for image in images { try PictureSource(image).requireReadable() }
    let colors: TerminalCapabilities.Colors = kind == .txt ? .none : .palette256
    let explorer = try ScriptPlayer(
      Explorer(
        size: screen.size, capabilities: TerminalCapabilities(colors: colors, background: .dark),
        settings: settings)
    ).play(try scriptLines())
    if let problem = explorer.problem { throw CommandFailure(.failure, problem) }
    try write(explorer, as: kind)
  }

  /// What to write.
  private func exportFormat() throws(CommandFailure) -> ExportFormat {
    if format.json { return .json }
    if format.csv { return .csv }
    guard let out else { return .csv }
    guard let known = ExportFormat(path: out), known != .script else {
      throw CommandFailure(
        .usage,
        "--out is \(out): expected a name that ends in .svg, .png, .csv, .json, .txt or .ans")
    }
    return known
  }

  /// What brings the explorer to the page and the place.
  private func scriptLines() throws(CommandFailure) -> [ScriptLine] {
    var lines: [ScriptLine] = noRun ? [] : [.wait]
    func command(_ text: String, _ option: String) {
      lines.append(.command(text, place: option))
    }
    if let stage { command("stage \(stage)", "--stage") }
    if let block { command("block \(block)", "--block") }
    if let layer { command("layer \(layer)", "--layer") }
    if let token { command("goto \(token.row),\(token.column)", "--token") }
    if let head { command("head \(head)", "--head") }
    for text in (commands ?? "").split(separator: ";") {
      command(text.drop { $0 == " " }.description, "--commands")
    }
    if let script { lines += try ScriptLine.read(script) }
    command("view \(view)", "the page")
    if !noRun { lines.append(.wait) }
    return lines
  }

  private func write(_ explorer: Explorer, as kind: ExportFormat) throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(ExportError) {
      bytes = try explorer.export(as: kind)
    } catch {
      throw CommandFailure(.failure, error.description)
    }
    guard let out else {
      FileHandle.standardOutput.write(Data(bytes))
      return
    }
    try FileWriting.save(bytes, to: out, overwrites: force)
  }
}
