import Screens
import VisionTransformers

/// Asks for a token by its row and column, its number, or pixels of the model's input.
struct GoToPrompt: Overlay {
  private var text = ""

  var hints: [KeyHint] {
    [
      KeyHint("Enter", "go", priority: 3), KeyHint("^U", "clear", priority: 1),
      KeyHint("Esc", "close", priority: KeyHint.always),
    ]
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    switch key {
    case .character(let character): text.append(character)
    case .backspace:
      guard !text.isEmpty else { return .closes([]) }
      text.removeLast()
    case .control("u"): text = ""
    case .escape: return .closes([])
    case .enter: return go(&session)
    default: break
    }
    return .stays([])
  }

  private func go(_ session: inout Session) -> OverlayStep {
    guard let target = GoToTarget(text) else {
      session.message = "\(text): write r,c or #index or px x,y"
      return text.isEmpty ? .closes([]) : .stays([])
    }
    guard let token = target.token(in: session.cursorScale) else {
      let grid = session.cursorGrid
      session.message = "\(text): outside of the \(grid.rows)x\(grid.columns) tokens"
      return .stays([])
    }
    session.move(toRow: token.row, column: token.column)
    return .closes([])
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let line = area.rows(area.rows - 1..<area.rows)
    screen.fill(line)
    var prompt = StyledText(" / ", session.theme.accent)
    prompt.append(text)
    let end = screen.write(prompt, row: line.row, column: line.column, in: line)
    screen.write(
      "r,c  #index  px x,y", row: line.row, column: max(end + 2, line.columnRange.upperBound - 21),
      style: session.theme.faint, in: line)
    screen.cursor = Position(row: line.row, column: min(end, line.columnRange.upperBound - 1))
  }
}

/// What somebody wrote to say where to go.
enum GoToTarget: Equatable {
  case token(row: Int, column: Int)
  case index(Int)
  case pixel(x: Int, y: Int)

  init?(_ text: String) {
    let text = text.filter { $0 != " " && $0 != "(" && $0 != ")" }
    if text.hasPrefix("#") {
      guard let index = Int(text.dropFirst()) else { return nil }
      self = .index(index)
      return
    }
    let isPixel = text.hasPrefix("px")
    let parts = text.dropFirst(isPixel ? 2 : 0)
      .split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let first = parts[0], let second = parts[1] else { return nil }
    self = isPixel ? .pixel(x: first, y: second) : .token(row: first, column: second)
  }

  /// The token that is meant; nothing outside of the picture.
  func token(in scale: PixelScale) -> (row: Int, column: Int)? {
    let grid = scale.grid
    switch self {
    case .token(let row, let column):
      return grid.contains(row: row, column: column) ? (row, column) : nil
    case .index(let index):
      return (0..<grid.count).contains(index) ? grid.position(of: index) : nil
    case .pixel(let x, let y):
      guard (0..<scale.input.width).contains(x), (0..<scale.input.height).contains(y) else {
        return nil
      }
      return scale.token(at: PixelPoint(x: Double(x), y: Double(y)))
    }
  }
}
