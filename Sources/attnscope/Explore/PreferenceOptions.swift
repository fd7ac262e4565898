public import ArgumentParser
public import Ncurses
public import Screens

/// What a person wants of the explorer this time; what is not said, the configuration says.
struct PreferenceOptions: ParsableArguments {
  @Option(
    name: [.customLong("theme"), .customLong("background")],
    help: "What text is drawn on: auto, dark or light; or mono, without colours.")
  var theme: ThemeChoice?

  @Option(help: "Colours: auto, always or never.")
  var color: TerminalOptions.ColorChoice?

  @Flag(name: [.customShort("C"), .customLong("no-color")], help: "The same as --color never.")
  var noColor = false

  @Option(help: "Characters: auto, ascii, utf8 or braille.")
  var charset: TerminalOptions.CharsetChoice?

  @Option(
    help: "Colours of quantities: viridis, cividis or grey.",
    completion: .list(ColorRamp.all.map(\.name)))
  var palette: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the mouse moves the cursor; hold shift to select text then.")
  var mouse: Bool?

  @Option(
    help: "The configuration file, in place of ~/.config/attnscope/config.",
    completion: .file())
  var config: String?

  @Flag(help: "Print the configuration that is in effect, as a file that says the same.")
  var printConfig = false

  mutating func validate() throws {
    if let palette, ColorRamp(named: palette) == nil {
      let names = ColorRamp.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--palette is \(palette): expected one of \(names)")
    }
    if noColor, let color, color != .never {
      throw ValidationError("--no-color and --color \(color.rawValue) exclude each other")
    }
  }

  /// What is in effect: options first, then the file.
  ///
  /// - Throws: ``CommandFailure`` where the file cannot be read, or a line of it is amiss.
  func configuration(
    threads: Int?, environment: [String: String]
  ) throws(CommandFailure) -> Configuration {
    var configuration = try ConfigurationFile.read(config, environment: environment)
    if let theme { configuration.theme = theme }
    if let color { configuration.color = color }
    if noColor { configuration.color = .never }
    if let charset { configuration.charset = charset }
    if let palette { configuration.palette = palette }
    if let threads { configuration.threads = threads }
    if let mouse { configuration.usesMouse = mouse }
    return configuration
  }
}

extension ThemeChoice: ExpressibleByArgument {}
extension TerminalOptions.ColorChoice: ExpressibleByArgument {}
extension TerminalOptions.CharsetChoice: ExpressibleByArgument {}
extension TerminalCapabilities.Background: ExpressibleByArgument {}
