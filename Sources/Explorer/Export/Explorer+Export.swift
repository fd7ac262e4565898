import Figures
import Screens
import VisionTransformers

extension Explorer {
  /// The names of all pages.
  public static var pageNames: [String] { ViewCatalog.names }

  /// What is wrong, in one plain sentence; nothing where all went well.
  public var problem: String? {
    if case .failed(let reason) = session.run.phase { return reason }
    return session.picture == nil ? session.message : nil
  }

  /// The page that is shown, as the bytes of a file.
  ///
  /// - Throws: ``ExportError`` where the page has nothing of the kind, or it cannot be drawn.
  public func export(as format: ExportFormat) throws(ExportError) -> [UInt8] {
    switch format {
    case .svg: return Array(figure.svg.utf8)
    case .png:
      do throws(FigureError) {
        return try figure.png()
      } catch {
        throw ExportError(error.description)
      }
    case .csv: return Array(try numbers().csv.utf8)
    case .json: return Array(try numbers().json.utf8)
    case .txt: return Array(render().trimmedText.utf8)
    case .ans: return Array(render().ansi.utf8)
    case .script: return Array((session.log.lines.joined(separator: "\n") + "\n").utf8)
    }
  }

  /// The numbers of the page.
  private func numbers() throws(ExportError) -> NumberTable {
    guard let table = view.numbers(session) else {
      throw ExportError(
        "the page \(viewName) has no numbers yet: those of a run come with r, others when what is "
          + "worked out in the background is done")
    }
    return table
  }

  /// The figure of the page: its own, or else the cells as they are drawn.
  private var figure: Figure {
    if var own = view.figure(session) {
      if own.provenance.isEmpty { own.provenance = Provenance(session).text }
      return own
    }
    var screen = Screen(size)
    view.render(session, in: Rect(size), on: &screen)
    return Figure(
      title: "\(view.title): \(Provenance(session).place)",
      panels: [
        .cells(
          CellsPanel(
            screen.reduced(to: session.capabilities),
            isDark: session.capabilities.background != .light))
      ], provenance: Provenance(session).text)
  }

  /// A name for a file, after the page and the place: `map-swin-t-s3b2-1x1.svg`.
  func suggestedName(for format: ExportFormat) -> String {
    let address = session.selection.address
    let model = session.spec.name.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    return "\(viewName)-\(String(model))-s\(address.stage + 1)b\(address.block + 1)-"
      + "\(session.cursor.row)x\(session.cursor.column).\(format.rawValue)"
  }
}
