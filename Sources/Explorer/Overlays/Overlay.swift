import Screens

/// Something that lies over the page and has all keys to itself: a menu, a list, a prompt.
protocol Overlay: Sendable {
  /// What the footer says while it is open.
  var hints: [KeyHint] { get }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep

  /// Draws over a page that fills the area.
  func render(_ session: Session, in area: Rect, on screen: inout Screen)
}

/// What a key did to an overlay.
enum OverlayStep: Sendable {
  case stays([Effect])
  case closes([Effect])
}

extension KeyHint {
  /// A hint for the footer of an overlay.
  init(_ label: String, _ hint: String, priority: Int = 0) {
    self.init(label: label, hint: hint, help: hint, section: .app, priority: priority)
  }
}
