import Screens

extension Key {
  /// The key as hints show it: `h`, `^D`, `PgDn`, `Esc`.
  var label: String {
    switch self {
    case .control(let character): "^\(character.uppercased())"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .character(" "): "space"
    case .character(let character): String(character)
    default: description.filter { $0 != "<" && $0 != ">" }
    }
  }

  /// The key as it is written down, with a name for the one that begins comments: `<Hash>`.
  var writtenName: String { self == .character("#") ? "<Hash>" : description }
}
