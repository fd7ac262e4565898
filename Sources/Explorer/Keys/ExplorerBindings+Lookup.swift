import Screens

extension ExplorerBindings {
  /// The standard key that a key stands for on a page; nothing for one that does nothing there.
  func standardKey(for key: Key, on page: String) -> Key? {
    let own = pages[page] ?? [:]
    if let match = own.first(where: { $0.value.contains(key) }) { return match.key }
    guard let standard = scriptKey(for: key) else { return nil }
    return standard == key && own[key] != nil ? nil : standard
  }

  /// What a key does on every page.
  func action(for key: Key) -> ExplorerAction? { all.action(for: key) }

  /// The key that does with the standard keys what this one does on every page; nothing for one that
  /// does nothing any more.
  func scriptKey(for key: Key) -> Key? {
    guard let action = action(for: key) else {
      return Self.standard.action(for: key) == nil ? key : nil
    }
    if Self.standard.action(for: key) == action { return key }
    return Self.standard.all.flatMap(\.actions).first { $0.action == action }?.key ?? key
  }

  /// The keys that stand for a standard key of a page.
  func keys(for key: Key, on page: String) -> [Key] {
    if let keys = pages[page]?[key] { return keys }
    guard let action = Self.standard.action(for: key), self.action(for: key) != action else {
      return [key]
    }
    return all.flatMap(\.actions).filter { $0.action == action }.map(\.key)
  }

  /// All keys that do something on a page.
  func hints(on view: some ExplorerView, named page: String) -> [KeyHint] {
    let keys = view.keys
    let shared = all.filter { binding in
      !binding.actions.allSatisfy { keys.contains(scriptKey(for: $0.key) ?? $0.key) }
    }
    return shared.map(\.hint) + view.hints { self.keys(for: $0, on: page) }
  }
}
