import Screens

/// Keys, and what they do: the one place from which dispatch, the footer and the help page are made.
struct KeyBinding<Action: Sendable>: Sendable {
  /// Each key with what it does.
  var actions: [(key: Key, action: Action)]
  var hint: KeyHint
  /// What the keys do, in a few words.
  let help: String

  /// - Parameters:
  ///   - label: The keys as people read them.
  ///   - hint: A word or two for the footer.
  ///   - help: What they do, for the help page.
  ///   - note: What else the help page says as long as these are the keys.
  ///   - section: Where on the help page.
  ///   - priority: What gives way first in a narrow footer: the lowest.
  ///   - actions: Each key with what it does.
  init(
    _ label: String, _ hint: String, _ help: String, note: String? = nil,
    in section: KeyHint.Section, priority: Int = 0, _ actions: [(key: Key, action: Action)]
  ) {
    self.actions = actions
    self.help = help
    self.hint = KeyHint(
      label: label, hint: hint, help: help + (note.map { "; \($0)" } ?? ""), section: section,
      priority: priority)
  }
}

/// How keys are explained.
struct KeyHint: Hashable, Sendable {
  /// A part of the help page.
  enum Section: String, CaseIterable, Sendable {
    case move = "Move"
    case depth = "Depth"
    case mode = "Mode"
    case views = "Views"
    case marks = "Marks"
    case run = "Run"
    case files = "Files"
    case app = "Program"
  }

  /// The keys as people read them.
  var label: String
  /// A word or two for the footer.
  var hint: String
  /// A sentence for the help page.
  var help: String
  var section: Section
  /// What gives way first in a narrow footer: the lowest.
  var priority: Int

  /// Never left out of the footer.
  static let always = Int.max
}

extension Array {
  /// What a key does, by the first binding that has it.
  func action<Action>(for key: Key) -> Action? where Element == KeyBinding<Action> {
    for binding in self {
      if let match = binding.actions.first(where: { $0.key == key }) { return match.action }
    }
    return nil
  }
}
