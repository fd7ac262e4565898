import Screens

/// Pictures and checkpoints of a directory, and the directories in it.
struct FileList: Overlay {
  private(set) var directory: String
  private var list = PickList()

  init(_ session: Session) {
    directory =
      session.requestedPicture.map(Self.parent(of:)) ?? session.listing?.directory
      ?? session.settings.directory
  }

  var hints: [KeyHint] { PickList.hints }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    let entries = entries(session)
    switch list.update(key, rows: rows(entries)) {
    case .none: return .stays([])
    case .cancelled: return .closes([])
    case .picked(let index):
      let entry = entries[index]
      guard entry.isDirectory else {
        if entry.kind == .checkpoint { return .closes(session.open(weights: entry.path)) }
        session.pictures = entries.filter { $0.kind == .picture }.map(\.path)
        return .closes(session.open(picture: entry.path))
      }
      directory = entry.path
      session.listing = nil
      list.reset()
      return .stays([.listFiles(directory: directory)])
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let rows = rows(entries(session))
    let isRead = session.listing != nil
    let name = (session.listing?.directory ?? directory).escapingControls
    let title = isRead ? "open: \(name)" : "reading \(name)…"
    let box = area.centered(columns: 76, rows: max(8, area.rows - 2))
    list.render(
      title.shortened(to: max(10, box.columns - 22)), rows: rows, theme: session.theme, in: box,
      on: &screen)
  }

  /// The directory above, the directories, the pictures and checkpoints.
  private func entries(_ session: Session) -> [FileEntry] {
    guard let listing = session.listing else { return [] }
    let above = Self.parent(of: listing.directory)
    let shown = listing.entries.filter { $0.isDirectory || $0.kind != .other }
    let up = FileEntry(name: "..", path: above, isDirectory: true, kind: .other)
    return (listing.directory == "/" ? [] : [up]) + shown.filter(\.isDirectory)
      + shown.filter { !$0.isDirectory }
  }

  private func rows(_ entries: [FileEntry]) -> [PickList.Row] {
    entries.enumerated().map { index, entry in
      PickList.Row(
        title: entry.isDirectory && entry.name != ".." ? "\(entry.name)/" : entry.name, value: index
      )
    }
  }

  /// The directory that a path is in, without asking the file system.
  static func parent(of path: String) -> String {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if path == "." { return ".." }
    if path == ".." || path.hasSuffix("/..") { return "\(path)/.." }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
