import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct MapLegendTests {
  @Test("The legend says as much as has room, in whole parts", arguments: [Look.color, .mono])
  func fitting(_ look: Look) throws {
    for cells in CellView.allCases {
      var explorer = try testExplorer("msg-t", look: look)
      try explorer.run()
      let session = explorer.session
      let viewport = MapViewport(
        session.grid, in: Rect(row: 0, column: 0, columns: 60, rows: 30),
        smallestSpan: look == .color ? 1 : 2, isFit: true, cursor: (0, 0))
      let legend = MapLegend(session: session, viewport: viewport, view: cells)
      let whole = legend.text(columns: 200).text
      let words = Set(whole.split { $0 == " " || $0 == "," })
      var last = 0
      for columns in 25...120 {
        let text = legend.text(columns: columns)
        #expect(text.columns <= columns && text.columns >= last, "\(cells) in \(columns)")
        for word in text.text.split(whereSeparator: { $0 == " " || $0 == "," }) {
          #expect(words.contains(word) || word == "bright:", "\(word)")
        }
        last = text.text.contains("bright: region") ? 0 : text.columns
      }
      #expect(legend.text(columns: 120).text == whole)
    }
  }
}
