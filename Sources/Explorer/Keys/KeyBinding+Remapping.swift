import Screens

extension KeyBinding where Action == ExplorerAction {
  /// The actions of the binding, each once.
  var distinctActions: [Action] {
    actions.reduce(into: []) { if !$0.contains($1.action) { $0.append($1.action) } }
  }

  /// The binding with other keys for some of its actions; its label and its help tell of them.
  ///
  /// - Parameter keys: The keys of an action; nothing where they stay.
  /// - Returns: The binding; without any key it is in no hint.
  func remapped(_ keys: (Action) -> [Key]?) -> Self {
    let distinct = distinctActions
    guard distinct.contains(where: { keys($0) != nil }) else { return self }
    let assigned = distinct.map { action in
      let own = actions.filter { $0.action == action }.map(\.key)
      return (action: action, keys: keys(action) ?? own)
    }
    var binding = self
    binding.actions = assigned.flatMap { entry in entry.keys.map { ($0, entry.action) } }
    let first = assigned.compactMap { entry in
      entry.keys.first.map { entry.action == .prefixTop ? $0.label + $0.label : $0.label }
    }
    let areLetters = first.count > 2 && first.allSatisfy { $0.count == 1 }
    binding.hint.label = first.joined(separator: areLetters ? "" : " ")
    let others = assigned.flatMap { $0.keys.dropFirst() }.map(\.label)
    binding.hint.help = help
    if !others.isEmpty { binding.hint.help += "; also \(others.joined(separator: " "))" }
    return binding
  }
}

extension KeyBinding {
  /// The hint where other keys stand for the binding's own.
  ///
  /// - Parameter keys: The keys that stand for one.
  /// - Returns: The hint, its label made of these; nothing where no key is left.
  func hint(_ keys: (Key) -> [Key]) -> KeyHint? {
    let standard = actions.map(\.key)
    guard standard.contains(where: { keys($0) != [$0] }) else { return hint }
    let labels = Dictionary(
      standard.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    let words = hint.label.split(separator: " ").map { labels[String($0)] }
    let shown = words.contains(nil) ? standard : words.compactMap { $0 }
    let names = shown.compactMap { keys($0).first?.label }
    guard !names.isEmpty else { return nil }
    var changed = hint
    changed.label = names.joined(separator: " ")
    return changed
  }
}
