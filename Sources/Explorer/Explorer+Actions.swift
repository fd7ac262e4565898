import Screens
import VisionTransformers

extension Explorer {
  /// Does what a key stands for on every page.
  mutating func perform(_ action: ExplorerAction) -> [Effect] {
    switch action {
    case .move, .halfPage, .pages, .prefixTop, .top, .bottom, .rowStart, .rowEnd:
      move(action)
    case .goTo: overlay = GoToPrompt()
    case .layer(let step): session.stepLayer(by: step)
    case .stage(let step): session.stepStage(by: step)
    case .head(let step): session.stepHead(by: step)
    case .union: session.selection.showsUnion.toggle()
    case .direction:
      session.selection.direction =
        session.selection.direction == .outgoing ? .incoming : .outgoing
    case .command: overlay = CommandPrompt(session)
    case .export: overlay = ExportMenu(self)
    case .copyRow: return copyRow()
    case .mechanisms: overlay = MechanismMenu(session)
    case .pin: session.togglePin()
    case .nextPin: session.jumpToPin()
    case .key(let step): session.stepAlongKeys(by: step)
    case .view(let index): show(view: index)
    case .run: return session.requestRun(isLive: false)
    case .live:
      return session.run.isLive && session.run.isActive
        ? session.cancelRun() : session.requestRun(isLive: true)
    case .threads: overlay = ThreadMenu(session)
    case .cancel: return cancel()
    case .openPicture: return openFileList()
    case .openModel:
      overlay = ModelList(session)
      return session.found == nil ? [.findCheckpoints] : []
    case .neighbor(let step): return session.openNeighbor(by: step)
    case .help: overlay = HelpPage(title: view.title, about: view.about, hints: pageHints)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .back: goBack()
    case .close: return closeView() ? [] : [.quit]
    case .quit: return [.quit]
    }
    return []
  }

  private mutating func move(_ action: ExplorerAction) {
    let grid = session.cursorGrid
    let (row, column) = session.pageCursor
    switch action {
    case .move(let rows, let columns): session.move(rows: rows, columns: columns)
    case .halfPage(let pages): session.move(rows: pages * halfPageRows, columns: 0)
    case .pages(let pages): session.move(rows: pages * pageRows, columns: 0)
    case .prefixTop where !hasTopPrefix: break
    case .prefixTop, .top: session.move(toRow: 0, column: column)
    case .bottom: session.move(toRow: grid.rows - 1, column: column)
    case .rowStart: session.move(toRow: row, column: 0)
    case .rowEnd: session.move(toRow: row, column: grid.columns - 1)
    default: break
    }
  }

  /// Puts the page's row on the clipboard, and shows it, since terminals do not tell whether they did.
  mutating func copyRow() -> [Effect] {
    let row = view.row(session)
    session.message = "copied: \(row)"
    return [.copy(row)]
  }

  /// Gives up what is under way, or quits where there is nothing.
  private mutating func cancel() -> [Effect] {
    let works = session.cancelWorks()
    if session.run.isActive { return session.cancelRun() + works }
    return works.isEmpty ? [.quit] : works
  }

  private mutating func openFileList() -> [Effect] {
    let list = FileList(session)
    session.listing = nil
    overlay = list
    return [.listFiles(directory: list.directory)]
  }
}
