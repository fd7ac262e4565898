import Ncurses
import Screens

/// One thing that a configuration says, besides keys.
struct ConfigurationSetting: Sendable {
  /// What stands before the equals sign.
  var name: String
  /// What it is about, in a line.
  var help: String
  /// What may stand after the equals sign, as a sentence goes on: `auto, dark or light`.
  var expected: String
  /// The value as it is written.
  var text: @Sendable (Configuration) -> String
  /// Takes a value over.
  ///
  /// - Returns: Whether it is one.
  var take: @Sendable (String, inout Configuration) -> Bool

  /// All settings, one line each.
  static let all: [Self] = [
    choice("theme", "What text is drawn on; mono is without colours.", \.theme),
    choice("charset", "The characters to draw with.", \.charset),
    choice(
      "color", "Colours: auto heeds NO_COLOR, always does not.", \.color),
    Self(
      name: "palette", help: "The colours of weights and other quantities.",
      expected: list(ColorRamp.all.map(\.name)), text: \.palette
    ) { value, configuration in
      guard ColorRamp(named: value) != nil else { return false }
      configuration.palette = value
      return true
    },
    Self(
      name: "threads", help: "How many threads compute; auto is one for each core.",
      expected: "auto or 1 to \(Configuration.threadLimit)",
      text: { $0.threads.map { "\($0)" } ?? "auto" }
    ) { value, configuration in
      let count = Int(value)
      guard value == "auto" || count.map((1...Configuration.threadLimit).contains) == true else {
        return false
      }
      configuration.threads = count
      return true
    },
    Self(
      name: "mouse", help: "Whether the mouse moves the cursor; shift selects text then.",
      expected: "on or off", text: { $0.usesMouse ? "on" : "off" }
    ) { value, configuration in
      guard value == "on" || value == "off" else { return false }
      configuration.usesMouse = value == "on"
      return true
    },
  ]

  /// A setting that is one of some words.
  private static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ help: String,
    _ place: any WritableKeyPath<Configuration, Choice> & Sendable
  ) -> Self {
    Self(
      name: name, help: help, expected: list(Choice.allCases.map(\.rawValue)),
      text: { $0[keyPath: place].rawValue }
    ) { value, configuration in
      guard let choice = Choice(rawValue: value) else { return false }
      configuration[keyPath: place] = choice
      return true
    }
  }

  /// Words as a sentence lists them: `auto, dark or light`.
  private static func list(_ words: [String]) -> String {
    words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}
