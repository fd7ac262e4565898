import Screens

/// Something that lies over the page and has all keys to itself: a menu, a list, a prompt.
protocol Overlay: Sendable {
  /// What the footer says while it is open.
  var hints: [KeyHint] { get }

  /// Whether its keys belong in the log; not where the log has what they come to.
  var isLogged: Bool { get }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep

  /// Draws over a page that fills the area.
  func render(_ session: Session, in area: Rect, on screen: inout Screen)
}

extension Overlay {
  var isLogged: Bool { true }
}

/// What a key did to an overlay.
enum OverlayStep: Sendable {
  case stays([Effect])
  case closes([Effect])
  /// Another overlay takes its place.
  case gives(way: any Overlay)
  /// It closes, and a line of the command prompt is obeyed.
  case obeys(String)
  /// The key is for the page below.
  case passes
}

extension KeyHint {
  /// A hint for the footer of an overlay.
  init(_ label: String, _ hint: String, priority: Int = 0) {
    self.init(label: label, hint: hint, help: hint, section: .app, priority: priority)
  }
}
