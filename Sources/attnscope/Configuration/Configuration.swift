import Explorer
import Ncurses
import Screens
import Tensors

/// What a person wants of the explorer whenever it opens.
///
/// Options of the command line come first, then the environment, then the configuration file.
struct Configuration {
  var theme = ThemeChoice.auto
  var charset = TerminalOptions.CharsetChoice.auto
  var color = TerminalOptions.ColorChoice.auto
  /// A name of ``ColorRamp/all``.
  var palette = "viridis"
  /// As many as the machine has cores unless told.
  var threads: Int?
  var usesMouse = false
  var bindings = ExplorerBindings.standard

  static let threadLimit = 256

  var threadCount: Int { threads ?? ThreadPool.coreCount }

  var ramp: ColorRamp { ColorRamp(named: palette) ?? .viridis }

  var terminalOptions: TerminalOptions {
    TerminalOptions(
      colors: theme == .mono ? .never : color, charset: charset, background: theme.background,
      usesMouse: usesMouse)
  }
}
