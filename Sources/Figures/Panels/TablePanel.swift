import Foundation

/// A table of numbers between rules.
public struct TablePanel: Sendable {
  public var title: String
  public var table: NumberTable
  /// How many digits the largest number of a column has that are not all whole; the others end where
  /// it does.
  public var digits: Int

  public init(title: String = "", _ table: NumberTable, digits: Int = 4) {
    self.title = title
    self.table = table
    self.digits = min(max(digits, 1), 17)
  }
}

extension TablePanel: FigurePanel {
  private static let rowHeight = 14.0
  private static let textSize = 9.0
  private static let gap = 14.0

  /// What stands in a column, from top to bottom.
  private func texts(ofColumn column: Int) -> [String] {
    let reals = table.rows.compactMap { row in
      if case .real(let value) = row[column], value.isFinite { abs(value) } else { nil }
    }
    let areWhole = reals.allSatisfy { $0 == $0.rounded() && $0 < 1e6 }
    let format = areWhole ? "%.0f" : Self.format(upTo: reals.max() ?? 0, digits: digits)
    return table.rows.map { row in
      switch row[column] {
      case .integer(let value): "\(value)"
      case .real(let value): value.isFinite ? String(format: format, value) : "\(value)"
      case .text(let value): value
      case .logical(let value): value ? "yes" : "no"
      case .missing: "–"
      }
    }
  }

  /// So many places after the point that the largest number has its digits, if it is of a usual size.
  private static func format(upTo largest: Double, digits: Int) -> String {
    guard largest >= 1e-4, largest < 1e6 else { return "%.\(digits)g" }
    let whole = Int(log10(largest).rounded(.down)) + 1
    return "%.\(max(0, digits - whole))f"
  }

  private var widths: [Double] {
    table.columns.indices.map { column in
      let head = TextMetrics.width(
        of: table.columns[column], size: Self.textSize, isBold: true)
      let widest = texts(ofColumn: column).map {
        TextMetrics.width(of: $0, size: Self.textSize)
      }.max()
      return max(head, widest ?? 0)
    }
  }

  /// Numbers end at the right edge of their column, texts begin at the left.
  private func isText(_ column: Int) -> Bool {
    table.rows.contains { if case .text = $0[column] { true } else { false } }
  }

  func size(within width: Double) -> FigureSize {
    let widths = widths
    return FigureSize(
      width: widths.reduce(0, +) + Self.gap * Double(max(0, widths.count - 1)) + 8,
      height: Self.rowHeight * Double(table.rows.count + 1) + 8)
  }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    func rule(_ y: Double, _ width: Double) {
      canvas.line(FigurePoint(area.x, y), FigurePoint(area.right, y), Pen(.black, width))
    }
    rule(area.y, 1.25)
    rule(area.y + Self.rowHeight + 2, 0.75)
    rule(area.y + Self.rowHeight * Double(table.rows.count + 1) + 6, 1.25)
    var x = area.x + 4
    for (column, width) in widths.enumerated() {
      let isText = isText(column)
      let place = isText ? x : x + width
      let anchor = isText ? FigureText.Anchor.start : .end
      canvas.write(
        FigureText(table.columns[column], size: Self.textSize, anchor: anchor, isBold: true),
        at: FigurePoint(place, area.y + Self.rowHeight - 3))
      for (row, text) in texts(ofColumn: column).enumerated() {
        canvas.write(
          FigureText(text, size: Self.textSize, anchor: anchor),
          at: FigurePoint(place, area.y + Self.rowHeight * Double(row + 2) + 1))
      }
      x += width + Self.gap
    }
  }
}
