extension ExplorerAction {
  /// What a configuration calls the action: words with hyphens.
  var name: String {
    switch self {
    case .move(let rows, let columns): moveName(rows: rows, columns: columns)
    case .halfPage(let pages): pages > 0 ? "half-page-down" : "half-page-up"
    case .pages(let pages): pages > 0 ? "page-down" : "page-up"
    case .prefixTop: "top-pressed-twice"
    case .top: "top"
    case .bottom: "bottom"
    case .rowStart: "row-start"
    case .rowEnd: "row-end"
    case .goTo: "goto"
    case .layer(let step): step > 0 ? "next-block" : "previous-block"
    case .stage(let step): step > 0 ? "next-stage" : "previous-stage"
    case .head(let step): step > 0 ? "next-head" : "previous-head"
    case .union: "union"
    case .direction: "incoming"
    case .mechanisms: "mechanism"
    case .command: "command"
    case .export: "export"
    case .copyRow: "copy"
    case .pin: "pin"
    case .nextPin: "next-pin"
    case .key(let step): step > 0 ? "next-key" : "previous-key"
    case .view(let index):
      ViewCatalog.all.indices.contains(index) ? "view-\(ViewCatalog.all[index].name)" : "view"
    case .run: "run"
    case .live: "live"
    case .threads: "threads"
    case .cancel: "cancel"
    case .openPicture: "open-picture"
    case .openModel: "open-model"
    case .neighbor(let step): step > 0 ? "next-picture" : "previous-picture"
    case .help: "help"
    case .redraw: "redraw"
    case .suspend: "suspend"
    case .back: "back"
    case .close: "close"
    case .quit: "quit"
    }
  }

  private func moveName(rows: Int, columns: Int) -> String {
    let direction = rows > 0 ? "down" : rows < 0 ? "up" : columns > 0 ? "right" : "left"
    let distance = max(abs(rows), abs(columns))
    return "move-\(direction)" + (distance == 1 ? "" : "-\(distance)")
  }
}
