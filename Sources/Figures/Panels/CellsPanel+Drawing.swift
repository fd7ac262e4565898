import Images
import Screens

extension CellsPanel: FigurePanel {
  private static let textSize = 12.0
  private static let cell = FigureSize(width: 7.2, height: 15)
  private static let margin = 6.0

  private var paper: RGB { isDark ? RGB(hex: 0x16181D) : .white }
  private var ink: RGB { isDark ? RGB(hex: 0xE4E6EA) : .black }

  func size(within width: Double) -> FigureSize {
    FigureSize(
      width: Double(screen.size.columns) * Self.cell.width + 2 * Self.margin,
      height: Double(screen.size.rows) * Self.cell.height + 2 * Self.margin)
  }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    canvas.fill(area, paper)
    for row in 0..<screen.size.rows {
      for run in runs(ofRow: row) {
        let rect = FigureRect(
          x: area.x + Self.margin + Double(run.columns.lowerBound) * Self.cell.width,
          y: area.y + Self.margin + Double(row) * Self.cell.height,
          width: Double(run.columns.count) * Self.cell.width, height: Self.cell.height)
        draw(run, in: rect, on: &canvas)
      }
    }
    canvas.stroke(area, Pen(.hairline, 0.75))
  }

  // MARK: - Colours

  private func colors(of style: Style) -> (ink: RGB, paper: RGB) {
    var ink = color(style.foreground, ink)
    var paper = color(style.background, paper)
    if style.isReversed { swap(&ink, &paper) }
    if style.isDim { ink = ink.mixed(with: paper, 0.45) }
    return (ink, paper)
  }

  private func color(_ color: Color, _ own: RGB) -> RGB {
    if case .palette(let index) = color { RGB(palette: index) } else { own }
  }

  // MARK: - Runs

  /// Neighbours in a row that are drawn as one.
  private struct Run {
    enum Content { case space, text(String), shape(CellShape) }

    var columns: Range<Int>
    var style: Style
    var content: Content
  }

  private func runs(ofRow row: Int) -> [Run] {
    var runs: [Run] = []
    for column in 0..<screen.size.columns {
      let cell = screen[row, column]
      let new = content(of: cell)
      if let last = runs.indices.last, runs[last].style == cell.style,
        let joined = Self.joined(runs[last].content, new)
      {
        runs[last].content = joined
        runs[last].columns = runs[last].columns.lowerBound..<(column + 1)
      } else {
        runs.append(Run(columns: column..<(column + 1), style: cell.style, content: new))
      }
    }
    return runs
  }

  private func content(of cell: Cell) -> Run.Content {
    let character = cell.character
    if character == " " { return .space }
    if let scalar = character.unicodeScalars.first, let shape = CellShape(scalar) {
      return .shape(shape)
    }
    return .text(String(character))
  }

  /// Words with single spaces between them stay together; after more, text begins anew at its
  /// column, so that fonts of another width do no harm.
  private static func joined(_ left: Run.Content, _ right: Run.Content) -> Run.Content? {
    switch (left, right) {
    case (.space, .space): .space
    case (.text(let left), .text(let right)): .text(left + right)
    case (.text(let left), .space) where !left.hasSuffix(" "): .text(left + " ")
    case (.shape(let left), .shape(let right)) where left == right && left.spansWidth: .shape(left)
    default: nil
    }
  }

  private func draw(_ run: Run, in rect: FigureRect, on canvas: inout some FigureCanvas) {
    let (ink, ground) = colors(of: run.style)
    if ground != paper { canvas.fill(rect, ground) }
    switch run.content {
    case .space: break
    case .text(let text):
      canvas.write(
        FigureText(
          text, size: Self.textSize, color: ink, isBold: run.style.isBold, isMonospaced: true),
        at: FigurePoint(rect.x, rect.y + 11.5))
    case .shape(let shape): shape.draw(in: rect, ink, cell: Self.cell, on: &canvas)
    }
    if run.style.isUnderlined {
      let y = rect.bottom - 1.5
      canvas.line(FigurePoint(rect.x, y), FigurePoint(rect.right, y), Pen(ink, 0.75))
    }
  }
}

extension CellShape {
  /// Draws the shape over neighbouring cells, or in one.
  fileprivate func draw(
    in rect: FigureRect, _ ink: RGB, cell: FigureSize, on canvas: inout some FigureCanvas
  ) {
    switch self {
    case .blocks(let blocks):
      for block in blocks {
        canvas.fill(
          FigureRect(
            x: rect.x + block.left * rect.width, y: rect.y + block.top * rect.height,
            width: (block.right - block.left) * rect.width,
            height: (block.bottom - block.top) * rect.height), ink)
      }
    case .shade(let part): canvas.fill(rect, ink, opacity: part)
    case .lines(let arms):
      let left = arms.contains(.left) ? rect.x : rect.center.x - 0.5
      let right = arms.contains(.right) ? rect.right : rect.center.x + 0.5
      let top = arms.contains(.up) ? rect.y : rect.center.y - 0.5
      let bottom = arms.contains(.down) ? rect.bottom : rect.center.y + 0.5
      canvas.fill(
        FigureRect(x: left, y: rect.center.y - 0.5, width: right - left, height: 1), ink)
      canvas.fill(
        FigureRect(x: rect.center.x - 0.5, y: top, width: 1, height: bottom - top), ink)
    case .dots(let bits):
      // Bits 0 to 2 are the left column from above, 3 to 5 the right, 6 and 7 the lowest row.
      let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
      for (bit, place) in places.enumerated() where bits & (1 << UInt32(bit)) != 0 {
        let center = FigurePoint(
          rect.x + (Double(place.0) + 0.5) * cell.width / 2,
          rect.y + (Double(place.1) + 0.5) * cell.height / 4)
        canvas.circle(center, radius: 1.1, fill: ink, pen: nil)
      }
    }
  }
}
