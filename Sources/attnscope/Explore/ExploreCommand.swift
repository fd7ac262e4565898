public import ArgumentParser
import Assets
import Explorer
import Foundation
import Ncurses
import Screens
import Tensors
import VisionTransformers

/// Opens the explorer.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Explore pictures in the terminal.")

  @Argument(help: "Pictures; - for standard input; the sample unless told.")
  var images: [String] = []

  @OptionGroup var model: ModelOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var screen: ScreenOptions

  @Flag(help: "Let the mouse move the cursor; hold shift to select text.")
  var mouse = false

  func run() throws {
    let settings = try ExplorerSettings(
      model: model, pictures: images, threads: threads.count, isStill: false)
    for image in images { try PictureSource(image).requireReadable() }
    do {
      var loop = try ExplorerLoop(screen.terminalOptions(usesMouse: mouse), settings)
      try loop.run()
    } catch let error as TerminalError {
      throw CommandFailure(error == .lost ? .failure : .usage, Self.sentence(for: error))
    }
  }

  /// What is wrong with the terminal, and what works without one.
  private static func sentence(for error: TerminalError) -> String {
    error == .lost
      ? error.description
      : "\(error); without one there are `attnscope region`, `infer`, `attention`, `models`, `play`"
  }
}

/// How to draw.
struct ScreenOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never.")
  var color = TerminalOptions.ColorChoice.auto

  @Option(help: "Characters: auto, ascii, utf8 or braille.")
  var charset = TerminalOptions.CharsetChoice.auto

  @Option(help: "The terminal's background: dark or light.")
  var background: TerminalCapabilities.Background?

  func terminalOptions(usesMouse: Bool) -> TerminalOptions {
    TerminalOptions(
      colors: color, charset: charset, background: background, usesMouse: usesMouse)
  }
}

extension TerminalOptions.ColorChoice: ExpressibleByArgument {}
extension TerminalOptions.CharsetChoice: ExpressibleByArgument {}
extension TerminalCapabilities.Background: ExpressibleByArgument {}

extension ExplorerSettings {
  /// What the explorer starts with, as the command line says it.
  ///
  /// - Throws: ``CommandFailure`` where there is no such model or no such weights.
  init(
    model: ModelOptions, pictures: [String], threads: Int, isStill: Bool
  ) throws(CommandFailure) {
    let request = try model.request()
    self.init(
      opened: try ModelSelection(request).opened(by: request), pictures: pictures,
      threads: threads, maximumThreads: max(threads, ThreadPool.coreCount), isStill: isStill,
      directory: FileManager.default.currentDirectoryPath,
      program: "attnscope \(AttnscopeCommand.configuration.version)")
  }
}
