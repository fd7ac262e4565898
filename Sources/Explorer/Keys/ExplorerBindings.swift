public import Screens

/// Which keys do what: the one list from which dispatch, footer and help are made.
///
/// Pages and actions know only the standard keys. A key that is pressed stands for the standard key
/// of its action, see ``standardKey(for:on:)``, so that scripts are the same for everybody.
public struct ExplorerBindings: Sendable {
  /// What keys do on every page.
  let all: [KeyBinding<ExplorerAction>]
  /// Other keys for keys that pages have for themselves.
  let pages: [String: [Key: [Key]]]

  /// The keys of a program that nobody has changed.
  public static let standard = ExplorerBindings(all: ExplorerAction.bindings, pages: [:])

  private init(all: [KeyBinding<ExplorerAction>], pages: [String: [Key: [Key]]]) {
    self.all = all
    self.pages = pages
  }

  /// The standard keys but for some actions.
  ///
  /// - Parameter changes: Names of actions, see ``entries``, each with all of its keys; none take the
  ///   action off the keyboard.
  /// - Throws: ``BindingError`` where there is no such action, or a key would do two things.
  public init(changing changes: [(action: String, keys: [Key])]) throws(BindingError) {
    var keys: [ExplorerAction: [Key]] = [:]
    var pages: [String: [Key: [Key]]] = [:]
    for change in changes {
      if let place = try Self.pageKey(named: change.action) {
        pages[place.page, default: [:]][place.key] = change.keys
      } else if let action = Self.action(named: change.action) {
        keys[action] = change.keys
      } else {
        throw .unknownAction(change.action)
      }
    }
    self.init(all: ExplorerAction.bindings.map { $0.remapped { keys[$0] } }, pages: pages)
    for change in changes { try requireOwn(change.keys, of: change.action) }
  }

  /// - Throws: ``BindingError`` where one of the keys belongs to another action too.
  private func requireOwn(_ keys: [Key], of name: String) throws(BindingError) {
    let place = try Self.pageKey(named: name)
    let shadowed = place.flatMap { Self.standard.action(for: $0.key)?.name }
    for key in keys {
      let others = all.flatMap(\.actions).filter { $0.key == key }.map(\.action.name)
      if let other = others.first(where: { $0 != name && $0 != shadowed }) {
        throw .taken(key, action: name, by: other)
      }
      for entry in ViewCatalog.all where place == nil || place?.page == entry.name {
        let taken = entry.make().orderedKeys.first { own in
          self.keys(for: own, on: entry.name).contains(key)
            && Self.standard.action(for: own)?.name != name
            && Self.name(of: own, on: entry.name) != name
        }
        if let taken {
          throw .taken(key, action: name, by: Self.name(of: taken, on: entry.name))
        }
      }
    }
  }
}

// MARK: - Names

extension ExplorerBindings {
  /// Something that keys do, as a configuration calls it.
  public struct Entry: Hashable, Sendable {
    /// `union` for what keys do on every page, `map.v` for what the page map has on its key v.
    public let name: String
    /// What it does, in a few words.
    public let help: String
    /// The page that has it for itself.
    public let page: String?
  }

  /// All that keys do: first on every page, then on each for itself.
  public static var entries: [Entry] {
    let shared = ExplorerAction.bindings.flatMap { binding in
      binding.distinctActions.map { Entry(name: $0.name, help: binding.help, page: nil) }
    }
    let own = ViewCatalog.all.flatMap { entry in
      entry.make().explainedKeys.map { key, help in
        Entry(name: name(of: key, on: entry.name), help: help, page: entry.name)
      }
    }
    return shared + own
  }

  /// The keys of an action.
  public func keys(of name: String) -> [Key] {
    if let place = try? Self.pageKey(named: name) { return keys(for: place.key, on: place.page) }
    return all.flatMap(\.actions).filter { $0.action.name == name }.map(\.key)
  }

  /// The keys of an action as they are written down, apart by spaces.
  public func writtenKeys(of name: String) -> String {
    keys(of: name).map(\.writtenName).joined(separator: " ")
  }

  private static func name(of key: Key, on page: String) -> String { "\(page).\(key.writtenName)" }

  private static func action(named name: String) -> ExplorerAction? {
    ExplorerAction.bindings.flatMap(\.distinctActions).first { $0.name == name }
  }

  /// The page and its key that a name means; nothing for an action of every page.
  private static func pageKey(
    named name: String
  ) throws(BindingError) -> (page: String, key: Key)? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let page = String(name[..<dot])
    guard let entry = ViewCatalog.all.first(where: { $0.name == page }) else {
      throw .unknownPage(page, action: name)
    }
    let keys = try? KeyScript.parse(String(name[name.index(after: dot)...]))
    guard let key = keys?.first, keys?.count == 1, entry.make().keys.contains(key) else {
      throw .unknownPageKey(action: name)
    }
    return (page, key)
  }
}
