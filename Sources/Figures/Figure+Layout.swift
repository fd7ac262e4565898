import Images

/// Where the parts of a figure lie.
///
/// Panels flow from left to right and then below, each with its title; the legend and the line of
/// provenance follow.
struct FigureLayout {
  private static let margin = 18.0
  private static let gap = 26.0
  private static let titleSize = 14.0
  private static let legendText = 9.5
  private static let provenanceText = 8.0

  let size: FigureSize
  private let figure: Figure
  private let title: [String]
  private let panels: [PlacedPanel]
  private let legendRows: [[LegendEntry]]
  private let legendTop: Double
  private let provenance: [String]
  private let provenanceTop: Double

  init(_ figure: Figure) {
    self.figure = figure
    let available = max(200, figure.layoutWidth - 2 * Self.margin)
    let measured = figure.panels.map { panel in
      let isHalf = figure.panels.count > 1 && panel.content.fitsBesideOthers
      return PlacedPanel(
        panel.content, within: isHalf ? (available - Self.gap) / 2 : available)
    }
    let rows = Self.rows(measured.map(\.outerSize), within: available)
    let widest = rows.map { row in
      row.reduce(-Self.gap) { $0 + measured[$1].outerSize.width + Self.gap }
    }.max()
    let inner = max(320, widest ?? 0)
    title = TextMetrics.wrapped(figure.title, size: Self.titleSize * 1.13, width: inner)
    var y = Self.margin + Double(title.count) * 18 + (title.isEmpty ? 0 : 8)
    var panels: [PlacedPanel] = []
    for row in rows {
      var x = Self.margin
      for index in row {
        var panel = measured[index]
        panel.corner = FigurePoint(x, y)
        panels.append(panel)
        x += panel.outerSize.width + Self.gap
      }
      y += (row.map { measured[$0].outerSize.height }.max() ?? 0) + Self.gap
    }
    self.panels = panels
    y -= rows.isEmpty ? 0 : Self.gap - 12
    legendTop = y
    legendRows = Self.legendRows(figure.legend, within: inner)
    y += Double(legendRows.count) * 16 + (legendRows.isEmpty ? 0 : 6)
    provenanceTop = y
    provenance = TextMetrics.wrapped(figure.provenance, size: Self.provenanceText, width: inner)
    y += Double(provenance.count) * 11
    size = FigureSize(width: inner + 2 * Self.margin, height: y + Self.margin - 4)
  }

  /// Which panels stand side by side.
  private static func rows(_ sizes: [FigureSize], within width: Double) -> [[Int]] {
    var rows: [[Int]] = []
    var taken = 0.0
    for (index, size) in sizes.enumerated() {
      if rows.isEmpty || taken + gap + size.width > width {
        rows.append([index])
        taken = size.width
      } else {
        rows[rows.count - 1].append(index)
        taken += gap + size.width
      }
    }
    return rows
  }

  private static func width(of entry: LegendEntry) -> Double {
    18 + TextMetrics.width(of: entry.label, size: legendText) + 18
  }

  private static func legendRows(_ legend: [LegendEntry], within width: Double) -> [[LegendEntry]] {
    var rows: [[LegendEntry]] = []
    var taken = 0.0
    for entry in legend {
      if rows.isEmpty || taken + self.width(of: entry) > width + 18 {
        rows.append([entry])
        taken = 0
      } else {
        rows[rows.count - 1].append(entry)
      }
      taken += self.width(of: entry)
    }
    return rows
  }

  // MARK: - Drawing

  func draw(on canvas: inout some FigureCanvas) {
    for (line, text) in title.enumerated() {
      canvas.write(
        FigureText(text, size: Self.titleSize, isBold: true),
        at: FigurePoint(Self.margin, Self.margin + 12 + Double(line) * 18))
    }
    for panel in panels { panel.draw(on: &canvas) }
    drawLegend(on: &canvas)
    for (line, text) in provenance.enumerated() {
      canvas.write(
        FigureText(text, size: Self.provenanceText, color: .faintInk),
        at: FigurePoint(Self.margin, provenanceTop + 8 + Double(line) * 11))
    }
  }

  private func drawLegend(on canvas: inout some FigureCanvas) {
    for (row, entries) in legendRows.enumerated() {
      var x = Self.margin
      let y = legendTop + Double(row) * 16
      for entry in entries {
        entry.sign.draw(in: FigureRect(x: x, y: y + 2, width: 11, height: 11), on: &canvas)
        canvas.write(
          FigureText(entry.label, size: Self.legendText), at: FigurePoint(x + 17, y + 11))
        x += Self.width(of: entry)
      }
    }
  }
}

/// A panel with its title, and where they lie.
private struct PlacedPanel {
  private static let titleSize = 10.5
  private static let titleHeight = 16.0

  private let content: any FigurePanel
  private let size: FigureSize
  var corner = FigurePoint(0, 0)

  init(_ content: any FigurePanel, within width: Double) {
    self.content = content
    size = content.size(within: width)
  }

  private var titleHeight: Double { content.title.isEmpty ? 0 : Self.titleHeight }

  /// With the title.
  var outerSize: FigureSize {
    FigureSize(
      width: max(
        size.width, TextMetrics.width(of: content.title, size: Self.titleSize, isBold: true)),
      height: size.height + titleHeight)
  }

  func draw(on canvas: inout some FigureCanvas) {
    canvas.write(
      FigureText(content.title, size: Self.titleSize, isBold: true),
      at: FigurePoint(corner.x, corner.y + 10))
    content.draw(
      in: FigureRect(at: FigurePoint(corner.x, corner.y + titleHeight), size: size), on: &canvas)
  }
}

extension LegendEntry.Sign {
  fileprivate func draw(in square: FigureRect, on canvas: inout some FigureCanvas) {
    switch self {
    case .area(let color):
      canvas.fill(square, color)
      canvas.stroke(square, Pen(.faintInk, 0.5))
    case .outline(let color): canvas.stroke(square.inset(by: 1), Pen(color, 1.5))
    case .dashedOutline(let color):
      canvas.stroke(square.inset(by: 1), Pen(color, 1.5, dashes: [3, 2]))
    case .cursor: CursorMark.draw(around: square.inset(by: 1), on: &canvas)
    }
  }
}
