public import Screens
public import VisionTransformers

/// The whole program as a value: what it shows, and how it answers an event.
///
/// Nothing here reads files or clocks, or knows a terminal. What has to be done outside comes back
/// from ``update(_:)`` as effects, and what they lead to comes in as events.
public struct Explorer: Sendable {
  var session: Session
  private(set) var size: Size
  private var views: [any ExplorerView]
  private var current = 0
  var overlay: (any Overlay)?
  /// Whether the first of two keys that go to the top was pressed.
  var hasTopPrefix = false

  /// Below this, there is only a message that says so.
  public static let minimumSize = Size(columns: 60, rows: 16)

  /// - Throws: ``ModelError`` where there is no such model, or it does not take such an input.
  public init(
    size: Size, capabilities: TerminalCapabilities = TerminalCapabilities(),
    settings: ExplorerSettings = ExplorerSettings()
  ) throws(ModelError) {
    self.size = size
    session = try Session(settings: settings, capabilities: capabilities)
    views = ViewCatalog.all.map { $0.make() }
  }

  /// What to do first: open the picture, and run the model on it.
  public mutating func start() -> [Effect] {
    let picture = Effect.openPicture(
      path: session.requestedPicture, session.spec.preprocessing, input: session.spec.input)
    return [picture] + (session.settings.runsAtStart ? session.requestRun(isLive: false) : [])
  }

  /// Answers an event.
  ///
  /// - Returns: What is to be done outside, in this order.
  public mutating func update(_ event: Event) -> [Effect] {
    let effects = answer(event)
    session.refresh()
    return effects + refreshView()
  }

  private mutating func answer(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .resized(let size): self.size = size
    case .picture(let picture): return session.receive(picture)
    case .pictureFailed(_, let reason):
      session.message = reason
      session.runsWhenPictureComes = false
    case .files(let directory, let entries):
      session.listing = FileListing(directory: directory, entries: entries)
    case .checkpoints(let entries): session.found = entries
    case .model(let opened): return session.receive(opened)
    case .modelFailed(let request, let reason, let inspection):
      session.receiveFailure(of: request, reason, inspection)
    case .run(let id, let event): session.receive(event, of: id)
    case .work(let id, let event): receive(event, of: id)
    case .written(let path, let bytes):
      session.message = "wrote \(path), \(NumberText.bytes(bytes))"
    case .writeFailed(_, let reason): session.message = reason
    case .resumed: return [.redraw]
    }
    return []
  }

  private mutating func receive(_ event: WorkEvent, of id: Int) {
    if event.isLast { session.works.end(id) }
    if case .failed(let reason) = event { session.message = reason }
    for index in views.indices { views[index].receive(event, of: id, session: &session) }
  }

  /// Draws everything.
  public func render() -> Screen {
    guard isLargeEnough else { return TooSmallNotice.screen(size) }
    var screen = Screen(size)
    let chrome = Chrome(size: size, session: session)
    chrome.draw(session, hints: hints, on: &screen)
    view.render(session, in: chrome.body, on: &screen)
    overlay?.render(session, in: chrome.body, on: &screen)
    session.message.map {
      MessageLine(text: $0, theme: session.theme).draw(status: chrome.status, on: &screen)
    }
    return screen.reduced(to: session.capabilities)
  }

  /// Where the terminal's own cursor is to rest: on the token, or in the text that is typed.
  public var focus: Position? { render().cursor }

  private var isLargeEnough: Bool {
    size.columns >= Self.minimumSize.columns && size.rows >= Self.minimumSize.rows
  }

  private var bindings: ExplorerBindings { session.settings.bindings }

  /// What the footer may say now.
  private var hints: [KeyHint] { overlay?.hints ?? pageHints }

  /// All keys that do something on this page, in the order of the help page.
  var pageHints: [KeyHint] {
    let hints = bindings.hints(on: view, named: viewName)
    return KeyHint.Section.allCases.flatMap { section in
      hints.filter { $0.section == section }
    }
  }

  /// What the page asks for after something has changed.
  mutating func refreshView() -> [Effect] {
    session.pageGrid = view.grid(session)
    return views[current].refresh(&session)
  }

  /// The page that is shown.
  var view: any ExplorerView { views[current] }
  /// Its name.
  var viewName: String { ViewCatalog.all[current].name }
}

// MARK: - Keys

extension Explorer {
  private mutating func press(_ key: Key) -> [Effect] {
    session.message = nil
    if overlay?.isLogged ?? true, bindings.action(for: key) != .command,
      let key = overlay == nil ? bindings.standardKey(for: key, on: viewName) : key
    {
      session.log.note(key)
    }
    if let effects = pressInOverlay(key) ?? pressInTour(key) { return effects }
    if case .mouse(let row, let column, let action) = key {
      guard isLargeEnough else { return [] }
      views[current].mouse(row: row, column: column, action, in: body, session: &session)
      return []
    }
    guard let key = bindings.standardKey(for: key, on: viewName) else {
      hasTopPrefix = false
      return []
    }
    if let effects = views[current].handle(key, &session) {
      hasTopPrefix = false
      return effects
    }
    guard let action = ExplorerAction.bindings.action(for: key) else {
      hasTopPrefix = false
      return []
    }
    defer { hasTopPrefix = action == .prefixTop && !hasTopPrefix }
    return perform(action)
  }

  /// - Returns: The effects; nothing where the key is the page's.
  private mutating func pressInOverlay(_ key: Key) -> [Effect]? {
    guard overlay != nil else { return nil }
    if let effects = answerAnywhere(key) { return effects }
    switch overlay?.update(key, &session) {
    case .stays(let effects): return effects
    case .closes(let effects):
      overlay = nil
      return effects
    case .gives(let other):
      overlay = other
      return []
    case .obeys(let line):
      overlay = nil
      return obey(line)
    case .passes, nil: return nil
    }
  }

  /// Keys that no text prompt takes for letters.
  private mutating func answerAnywhere(_ key: Key) -> [Effect]? {
    switch key {
    case .control, .function:
      switch bindings.action(for: key) {
      case .cancel?: perform(.cancel)
      case .redraw?: perform(.redraw)
      case .suspend?: perform(.suspend)
      default: nil
      }
    case .mouse, .resize, .resume: []
    default: nil
    }
  }

  /// Lets the page answer the keys that move the cursor.
  ///
  /// - Returns: Whether it did.
  mutating func moveInView(rows: Int, columns: Int) -> Bool {
    views[current].move(rows: rows, columns: columns, &session)
  }

  var body: Rect { Chrome(size: size, session: session).body }

  /// How many rows half a page is.
  var halfPageRows: Int { max(1, pageRows / 2) }
  var pageRows: Int { isLargeEnough ? max(1, view.pageRows(session, in: body)) : 1 }

  /// Goes one step back within the page, or to the first page.
  mutating func goBack() {
    if !views[current].goBack(&session) { current = 0 }
  }

  /// Goes to the first page.
  ///
  /// - Returns: Whether another was open.
  mutating func closeView() -> Bool {
    defer { current = 0 }
    return current != 0
  }

  mutating func show(view index: Int) { current = index == current ? 0 : index }

  /// Goes to a page by its name.
  ///
  /// - Returns: Whether there is one.
  mutating func show(viewNamed name: String) -> Bool {
    guard let index = ViewCatalog.all.firstIndex(where: { $0.name == name }) else { return false }
    current = index
    return true
  }

  /// Does something to the page of a kind, wherever it is.
  mutating func change<View: ExplorerView>(_ kind: View.Type, _ body: (inout View) -> Void) {
    for index in views.indices {
      guard var view = views[index] as? View else { continue }
      body(&view)
      views[index] = view
    }
  }
}
