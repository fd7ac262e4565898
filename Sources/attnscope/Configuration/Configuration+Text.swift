import Explorer
import Images
import Ncurses

extension Configuration {
  /// The configuration as a file that says the same; keys that nobody has changed are comments.
  ///
  /// - Parameters:
  ///   - path: Where such a file is looked for.
  ///   - environment: Variables that are set.
  /// - Returns: Lines that `init(_:name:)` reads back.
  func text(path: String?, environment: [String: String]) -> String {
    var lines = ["# Configuration of attnscope, as it is in effect."]
    if let path {
      lines.append("# It is read from \(path.escapingControlCharacters)")
    }
    lines += [
      "# (another file: --config FILE). Options of the command line come first.",
      "# What follows # is a comment. attnscope itself never writes this file.", "",
    ]
    for setting in ConfigurationSetting.all {
      lines.append("# \(setting.help) Values: \(setting.expected).")
      if setting.name == "color", color == .auto, environment["NO_COLOR"]?.isEmpty == false {
        lines.append("# NO_COLOR is set now, so there are no colours.")
      }
      lines += ["\(setting.name) = \(setting.text(self))", ""]
    }
    lines += [
      "# Keys of actions, apart by spaces: h <Left> <C-l> <Space> <F1>; <lt> is <, <Hash> is #.",
      "# Without a key an action is off the keyboard. No key can do two things.",
    ]
    return (lines + keyLines).joined(separator: "\n") + "\n"
  }

  private var keyLines: [String] {
    var lines: [String] = []
    var last: ExplorerBindings.Entry?
    for entry in ExplorerBindings.entries {
      if entry.page != last?.page, let page = entry.page {
        lines += ["", "# Keys that the page \(page) has for itself."]
      }
      if entry.help != last?.help { lines += ["", "# \(entry.help)"] }
      last = entry
      let isChanged =
        bindings.keys(of: entry.name) != ExplorerBindings.standard.keys(of: entry.name)
      let line = "\(Self.keyPrefix)\(entry.name) = \(bindings.writtenKeys(of: entry.name))"
      lines.append((isChanged ? "" : "# ") + line)
    }
    return lines
  }
}
