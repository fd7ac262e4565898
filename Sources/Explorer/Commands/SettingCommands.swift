import Screens

/// Something that `:set` changes.
struct ExplorerSetting: Sendable {
  var name: String
  /// What it can be set to.
  var values: [String]
  var help: String
  /// What has to be done outside.
  var effects: @Sendable (String) -> [Effect] = { _ in [] }
  var apply: @Sendable (inout Explorer, String) -> Void
}

extension CommandCatalog {
  static let settingCommands: [ExplorerCommand] = [
    ExplorerCommand(
      "set", "NAME VALUE",
      help: "change a setting: \(settings.map(\.name).joined(separator: ", "))",
      complete: { _, before in
        guard let name = before.first else { return settings.map(\.name) }
        return before.count > 1 ? [] : settings.first { $0.name == name }?.values ?? []
      }
    ) { explorer, words throws(CommandError) in
      guard words.count == 2 else {
        throw CommandError(
          ":set takes a name and a value, and not \"\(words.joined(separator: " "))\"")
      }
      guard let setting = settings.first(where: { $0.name == words[0] }) else {
        throw CommandError(
          ":set \(words[0]): there is no such setting: expected "
            + settings.map(\.name).joined(separator: ", "))
      }
      guard setting.values.contains(words[1]) else {
        throw CommandError(
          ":set \(words[0]) \(words[1]): expected \(setting.values.joined(separator: ", "))")
      }
      setting.apply(&explorer, words[1])
      return setting.effects(words[1])
    }
  ]

  /// All settings, one line each.
  static let settings: [ExplorerSetting] = [
    ExplorerSetting(
      name: "cells", values: CellView.allCases.map(\.rawValue), help: "what the map's cells show"
    ) { explorer, value in
      explorer.change(MapView.self) { $0.cells = CellView(rawValue: value) ?? $0.cells }
    },
    ExplorerSetting(name: "fit", values: onOff, help: "whether the map fits all tokens in") {
      explorer, value in
      explorer.change(MapView.self) { $0.isFit = value == "on" }
    },
    ExplorerSetting(
      name: "follow", values: FollowReading.allCases.map(\.rawValue),
      help: "what counts as the way from a token to the pixels"
    ) { explorer, value in
      explorer.change(FollowView.self) { $0.reading = FollowReading(rawValue: value) ?? $0.reading }
    },
    ExplorerSetting(
      name: "others", values: onOff, help: "growth of other models beside the model's"
    ) { explorer, value in
      explorer.change(FollowView.self) { $0.showsOthers = value == "on" }
    },
    ExplorerSetting(name: "union", values: onOff, help: "all heads together, or one") {
      $0.session.selection.showsUnion = $1 == "on"
    },
    ExplorerSetting(name: "incoming", values: onOff, help: "who attends to the token") {
      $0.session.selection.direction = $1 == "on" ? .incoming : .outgoing
    },
    ExplorerSetting(
      name: "charset", values: TerminalCapabilities.Charset.allCases.map(\.rawValue),
      help: "the characters to draw with"
    ) { explorer, value in
      var capabilities = explorer.session.capabilities
      capabilities.charset = TerminalCapabilities.Charset(rawValue: value) ?? capabilities.charset
      explorer.session.use(capabilities)
    },
    ExplorerSetting(
      name: "palette", values: ColorRamp.all.map(\.name), help: "the colours of quantities"
    ) { explorer, value in
      explorer.session.use(ColorRamp(named: value) ?? explorer.session.theme.ramp)
    },
    ExplorerSetting(
      name: "background", values: ["dark", "light"], help: "what text is drawn on"
    ) { explorer, value in
      var capabilities = explorer.session.capabilities
      capabilities.background =
        TerminalCapabilities.Background(rawValue: value) ?? capabilities.background
      explorer.session.use(capabilities)
    },
    ExplorerSetting(
      name: "mouse", values: onOff, help: "whether the mouse moves the cursor",
      effects: { [.useMouse($0 == "on")] }
    ) { explorer, value in
      explorer.session.message =
        value == "on"
        ? "the mouse moves the cursor; hold shift to select text" : "the mouse selects text"
    },
  ]

  private static let onOff = ["on", "off"]
}
