public import Screens

/// Which keys do what on every page: the one list from which dispatch, footer and help are made.
public struct ExplorerBindings: Sendable {
  let all: [KeyBinding<ExplorerAction>]

  /// The keys of a program that nobody has changed.
  public static let standard = ExplorerBindings(all: ExplorerAction.bindings)

  private init(all: [KeyBinding<ExplorerAction>]) { self.all = all }

  /// The standard keys but for some actions.
  ///
  /// - Parameter changes: Names of actions, see ``actionNames``, each with all of its keys; none take
  ///   the action off the keyboard.
  /// - Throws: ``BindingError`` where there is no such action, or a key would do two things.
  public init(changing changes: [(action: String, keys: [Key])]) throws(BindingError) {
    var keys: [ExplorerAction: [Key]] = [:]
    for change in changes {
      guard let action = Self.action(named: change.action) else {
        throw .unknownAction(change.action)
      }
      keys[action] = change.keys
    }
    self.init(all: ExplorerAction.bindings.map { $0.remapped { keys[$0] } })
    for change in changes { try requireOwn(change.keys, of: change.action) }
  }

  /// - Throws: ``BindingError`` where one of the keys belongs to another action too.
  private func requireOwn(_ keys: [Key], of name: String) throws(BindingError) {
    for key in keys {
      if let other = all.flatMap(\.actions).first(where: {
        $0.key == key && $0.action.name != name
      }) {
        throw .taken(key, action: name, by: other.action.name)
      }
      for entry in ViewCatalog.all where entry.make().keys.contains(key) {
        throw .takenByPage(key, action: name, page: entry.name)
      }
    }
  }

  // MARK: - Reading

  /// What every action is called, in the order of the help page.
  public static var actionNames: [String] { actions.map(\.name) }

  /// The keys of an action.
  public func keys(of name: String) -> [Key] {
    all.flatMap(\.actions).filter { $0.action.name == name }.map(\.key)
  }

  /// The keys of an action as they are written down, apart by spaces.
  public func writtenKeys(of name: String) -> String {
    keys(of: name).map(\.writtenName).joined(separator: " ")
  }

  /// What an action does, in a few words.
  public static func help(of name: String) -> String {
    ExplorerAction.bindings.first { $0.actions.contains { $0.action.name == name } }?.help ?? ""
  }

  func action(for key: Key) -> ExplorerAction? { all.action(for: key) }

  var hints: [KeyHint] { hints(without: []) }

  /// The hints of all bindings but those whose keys a page has for itself.
  func hints(without keys: Set<Key>) -> [KeyHint] {
    all.filter { binding in !binding.actions.allSatisfy { keys.contains($0.key) } }.map(\.hint)
  }

  /// The key that does with the standard keys what this one does here, for scripts; nothing for one
  /// that does nothing here.
  func scriptKey(for key: Key) -> Key? {
    guard let action = action(for: key) else {
      return Self.standard.action(for: key) == nil ? key : nil
    }
    if Self.standard.action(for: key) == action { return key }
    return Self.standard.all.flatMap(\.actions).first { $0.action == action }?.key ?? key
  }

  private static var actions: [ExplorerAction] {
    ExplorerAction.bindings.flatMap(\.distinctActions)
  }

  private static func action(named name: String) -> ExplorerAction? {
    actions.first { $0.name == name }
  }
}

/// Why keys cannot be changed so, as one plain sentence.
public enum BindingError: Error, Equatable, CustomStringConvertible {
  case unknownAction(String)
  case taken(Key, action: String, by: String)
  case takenByPage(Key, action: String, page: String)

  /// The action that was to be changed.
  public var action: String {
    switch self {
    case .unknownAction(let name), .taken(_, let name, _), .takenByPage(_, let name, _): name
    }
  }

  public var description: String {
    switch self {
    case .unknownAction(let name): "there is no action \(name.escapingControls)"
    case .taken(let key, let action, let other):
      "the key \(key) cannot be both \(action) and \(other): change key.\(other) too"
    case .takenByPage(let key, let action, let page):
      "the key \(key) cannot be \(action), since the page \(page) has it for itself"
    }
  }
}
