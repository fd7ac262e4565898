/// The environment variables and the home folder that say where caches are.
struct CacheEnvironment: Sendable {
  let variables: [String: String]
  let home: String

  /// A variable's value, or nothing where it is not set or empty.
  subscript(name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else { return nil }
    return value
  }

  /// `$XDG_CACHE_HOME`, else `~/.cache`, neither expanded.
  var cacheHome: String { self["XDG_CACHE_HOME"] ?? "~/.cache" }

  /// A path with the home folder instead of a leading `~`, as Python's `os.path.expanduser` has it.
  func expandingHome(_ path: String) -> String {
    path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
  }

  /// A path with values instead of `$NAME` and `${NAME}`, as Python's `os.path.expandvars` has it.
  ///
  /// Variables that are not set stay as they are.
  func expandingVariables(_ path: String) -> String {
    var result = ""
    var rest = path[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let isBraced = rest.first == "{"
      let name =
        isBraced
        ? rest.dropFirst().prefix { $0 != "}" }
        : rest.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
      let isClosed = !isBraced || name.endIndex < rest.endIndex
      guard isClosed, let value = variables[String(name)] else {
        result += "$"
        continue
      }
      result += value
      rest = isBraced ? rest[name.endIndex...].dropFirst() : rest[name.endIndex...]
    }
    return result + rest
  }
}
