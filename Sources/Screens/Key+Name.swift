extension Key {
  /// The keys that have a name of their own in scripts and in help.
  private static let names: [(name: String, key: Key)] = [
    ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PageUp", .pageUp), ("PageDown", .pageDown),
    ("Tab", .tab), ("S-Tab", .backTab), ("Enter", .enter), ("Esc", .escape),
    ("Backspace", .backspace), ("Delete", .delete), ("Insert", .insert),
    ("Space", .character(" ")), ("lt", .character("<")), ("gt", .character(">")),
  ]

  /// The names by which Vim and others know some of them.
  private static let otherNames: [(name: String, key: Key)] = [
    ("CR", .enter), ("Return", .enter), ("Escape", .escape), ("BS", .backspace), ("Del", .delete),
    ("PgUp", .pageUp), ("PgDn", .pageDown), ("BackTab", .backTab), ("Ins", .insert),
    ("Hash", .character("#")), ("C-i", .tab), ("C-m", .enter), ("C-j", .enter), ("C-h", .backspace),
    ("C-[", .escape),
  ]

  /// The key that a script means by a name between angle brackets, given without them.
  ///
  /// `Tab`, `Esc`, `Up`, `C-l`, `Enter`, `Space`, `F1`, `PageUp`, `lt`; capitals do not matter.
  public init?(scriptName name: String) {
    let lowercased = name.lowercased()
    if let known = (Self.names + Self.otherNames).first(where: {
      $0.name.lowercased() == lowercased
    }) {
      self = known.key
    } else if lowercased.hasPrefix("c-"), lowercased.count == 3, let character = lowercased.last,
      character.isASCII, Self.controlCharacters.contains(character)
    {
      self = .control(character)
    } else if lowercased.hasPrefix("f"), lowercased.dropFirst().allSatisfy(\.isNumber),
      let number = Int(lowercased.dropFirst()), (1...63).contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static let controlCharacters = "@abcdefghijklmnopqrstuvwxyz\\]^_"
}

extension Key: CustomStringConvertible {
  /// The key as a script writes it: `h`, `<Tab>`, `<C-l>`, `<F1>`.
  public var description: String {
    if let named = Self.names.first(where: { $0.key == self }) { return "<\(named.name)>" }
    switch self {
    case .character(let character): return String(character)
    case .control(let character): return "<C-\(character)>"
    case .function(let number): return "<F\(number)>"
    case .mouse(let row, let column, let action): return "<Mouse-\(action)-\(row),\(column)>"
    case .resize: return "<Resize>"
    case .resume: return "<Resume>"
    default: preconditionFailure("key \(String(reflecting: self)) has no name")
    }
  }
}
