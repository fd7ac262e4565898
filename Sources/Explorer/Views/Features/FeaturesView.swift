import Figures
import Screens
import VisionTransformers

/// The tokens after a block as maps: norms, principal components, likeness to one token, and what
/// position alone would make of its attention.
struct FeaturesView: ExplorerView {
  enum Action: Hashable, Sendable {
    case cells(FeatureCells)
    case nextCells(Int)
    case toggleFit
  }

  let title = "features"
  let about = """
    The tokens after the block, once the model has run. 1 shows how long each is: norms far above \
    the median are flagged. 2 colours them by their three principal components, 3 by the cosine to \
    the token under the cursor. 4 puts the attention that would follow from the position bias alone \
    beside the attention that the run has.
    """

  var cells = FeatureCells.norm
  /// Whether tokens are pooled where not all have room.
  var isFit = true
  private(set) var findings = ComponentFindings()
  private(set) var reading: FeatureReading?
  private var readingKey: FeatureReadingKey?

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "1-4", "norm PCA cos bias", "norms, principal components, cosines, bias-only attention",
      in: .mode, priority: 83,
      FeatureCells.allCases.map { (.character(Character("\($0.rawValue + 1)")), .cells($0)) }),
    KeyBinding(
      "v", "view", "the next of the four; Tab too, back-tab the one before", in: .mode,
      priority: 74,
      [
        (.character("v"), .nextCells(1)), (.tab, .nextCells(1)), (.backTab, .nextCells(-1)),
      ]),
    KeyBinding(
      "z", "1:1", "fit all tokens in, or one cell for each", in: .mode, priority: 35,
      [(.character("z"), .toggleFit)]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .cells(let chosen): cells = chosen
    case .nextCells(let step): cells = cells.next(by: step)
    case .toggleFit: isFit.toggle()
    }
    return []
  }

  mutating func refresh(_ session: inout Session) -> [Effect] {
    let key = FeatureReadingKey(session)
    if key != readingKey {
      reading = FeatureReading(session)
      readingKey = key
    }
    return findings.refresh(&session)
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    findings.receive(event, of: id, session)
  }

  func pageRows(_ session: Session, in area: Rect) -> Int {
    let drawing = FeaturesDrawing(self, session, in: area)
    return drawing.layout.viewports.first.map { $0.rows.count * $0.pool } ?? session.grid.rows
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: session.stepLayer(by: -1)
    case .wheelDown: session.stepLayer(by: 1)
    case .press:
      for viewport in FeaturesDrawing(self, session, in: area).layout.viewports {
        guard let token = viewport.token(atRow: row, column: column) else { continue }
        session.selection.point = PixelScale(grid: viewport.grid, input: session.spec.input)
          .center(row: token.row, column: token.column)
      }
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    FeaturesDrawing(self, session, in: area).draw(on: &screen)
  }

  func numbers(_ session: Session) -> NumberTable? { FeaturesFigure(self, session)?.numbers }

  func figure(_ session: Session) -> Figure? { FeaturesFigure(self, session)?.figure }
}
