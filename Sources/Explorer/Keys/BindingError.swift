public import Screens

/// Why keys cannot be changed so, as one plain sentence.
public enum BindingError: Error, Equatable, CustomStringConvertible {
  case unknownAction(String)
  case unknownPage(String, action: String)
  case unknownPageKey(action: String)
  /// Two actions have the key.
  case taken(Key, action: String, by: String)

  /// The action that was to be changed.
  public var action: String {
    switch self {
    case .unknownAction(let name), .unknownPage(_, let name), .unknownPageKey(let name),
      .taken(_, let name, _):
      name
    }
  }

  public var description: String {
    switch self {
    case .unknownAction(let name): "there is no action \(name.escapingControls)"
    case .unknownPage(let page, _):
      "there is no page \(page.escapingControls): expected one of "
        + ViewCatalog.names.joined(separator: ", ")
    case .unknownPageKey(let name):
      "there is no action \(name.escapingControls): the page has no such key of its own"
    case .taken(let key, let action, let other):
      "the key \(key) cannot be both \(action) and \(other): change key.\(other) too"
    }
  }
}
