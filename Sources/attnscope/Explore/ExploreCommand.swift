import ArgumentParser
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

  @Argument(
    help: "Pictures; - for standard input; the sample unless told.", completion: .file())
  var images: [String] = []

  @OptionGroup var model: ModelOptions
  @OptionGroup var threads: ThreadOptions

  @OptionGroup var preferences: PreferenceOptions

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let configuration = try preferences.configuration(
      threads: threads.threads, environment: environment)
    if preferences.printConfig {
      let path = preferences.config ?? ConfigurationFile.path(environment: environment)
      return print(configuration.text(path: path, environment: environment), terminator: "")
    }
    var settings = try ExplorerSettings(
      model: model, pictures: images, threads: configuration.threadCount, isStill: false)
    settings.bindings = configuration.bindings
    settings.ramp = configuration.ramp
    for image in images { try PictureSource(image).requireReadable() }
    do {
      var loop = try ExplorerLoop(configuration.terminalOptions, settings)
      try loop.run()
    } catch let error as TerminalError {
      throw CommandFailure(error == .lost ? .failure : .usage, Self.sentence(for: error))
    }
  }

  /// The commands that need no terminal.
  private static var others: [String] {
    AttnscopeCommand.configuration.subcommands.filter { $0 != Self.self }
      .compactMap { $0.configuration.commandName }
  }

  /// What is wrong with the terminal, and what works without one.
  private static func sentence(for error: TerminalError) -> String {
    error == .lost
      ? error.description
      : "\(error); without one there are `attnscope \(others[0])`, "
        + others.dropFirst().map { "`\($0)`" }.joined(separator: ", ")
  }
}

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
