import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct HeadMultiplesTests {
  @Test("Maps lie side by side within their room, none over another, the shown one among them")
  func layout() {
    for count in [1, 2, 3, 8, 12, 24, 48] {
      for side in [4, 7, 14, 28, 56] {
        for (columns, rows) in [(40, 18), (60, 16), (116, 34), (64, 15), (20, 6), (300, 90)] {
          for hasEdges in [false, true] {
            let area = Rect(row: 3, column: 2, columns: columns, rows: rows)
            let multiples = HeadMultiples(
              of: count, showing: count - 1, on: TokenGrid(rows: side, columns: side),
              cursor: (0, 0), hasEdges: hasEdges, in: area)
            check(multiples, count: count, in: area, "\(count) of \(side) in \(area) \(hasEdges)")
          }
        }
      }
    }
  }

  private func check(_ multiples: HeadMultiples, count: Int, in area: Rect, _ name: String) {
    #expect(multiples.tiles.contains { $0.place == count - 1 }, "\(name)")
    for (index, tile) in multiples.tiles.enumerated() {
      let map = tile.viewport.area
      #expect(area.intersection(map) == map, "\(name)")
      #expect(map.columns > 0 && map.rows > 0, "\(name)")
      for other in multiples.tiles.dropFirst(index + 1) {
        #expect(map.intersection(other.viewport.area).isEmpty, "\(name)")
        #expect(map.intersection(other.title).isEmpty, "\(name)")
        #expect(tile.title.intersection(other.title).isEmpty, "\(name)")
      }
    }
  }

  @Test("Parts of the page lie within it, none over another, at every size")
  func parts() {
    for heads in [1, 3, 12, 24, 32, 48] {
      for (columns, rows) in [(20, 3), (60, 13), (80, 20), (100, 26), (120, 36), (200, 56)] {
        for zoomed in [nil, HeadsPanel.depth] {
          for scale in [1.0, -1.0] {
            let body = Rect(row: 1, column: 0, columns: columns, rows: rows)
            let layout = HeadsLayout(zoomed: zoomed, heads: (heads, heads), in: body) {
              (heads, scale * Double($0.columns + $0.rows))
            }
            let areas = layout.panels.map(\.area)
            for (index, area) in areas.enumerated() {
              #expect(body.intersection(area) == area)
              for other in areas.dropFirst(index + 1) {
                #expect(area.intersection(other).isEmpty)
              }
            }
          }
        }
      }
    }
  }

  @Test("Maps above the other parts take as many rows as make them largest, and no more")
  func heights() {
    for (rows, expected) in [(26, 18), (36, 18), (56, 32)] {
      let body = Rect(row: 0, column: 0, columns: 200, rows: rows)
      let layout = HeadsLayout(zoomed: nil, heads: (8, 16), in: body) { room in
        HeadMultiples(
          of: 8, showing: 0, on: TokenGrid(rows: 14, columns: 14), cursor: (0, 0),
          hasEdges: false, in: room
        ).quality
      }
      #expect(layout.panels[0].area.rows == expected)
    }
  }

  @Test("Titles of small maps have room for their numbers")
  func titles() {
    let area = Rect(row: 0, column: 0, columns: 118, rows: 16)
    for hasEdges in [false, true] {
      let multiples = HeadMultiples(
        of: 32, showing: 0, on: TokenGrid(rows: 7, columns: 7), cursor: (0, 0), titleColumns: 9,
        hasEdges: hasEdges, in: area)
      #expect(multiples.tiles.count > 16)
      #expect(multiples.tiles.allSatisfy { $0.title.columns >= 9 })
    }
  }

  @Test("A place on a map is a token of its head")
  func hits() throws {
    let area = Rect(row: 0, column: 0, columns: 64, rows: 16)
    let multiples = HeadMultiples(
      of: 3, showing: 0, on: TokenGrid(rows: 14, columns: 14), cursor: (0, 0), hasEdges: false,
      in: area)
    let tile = multiples.tiles[1]
    let cell = tile.viewport.cell(ofRow: 6, column: 9)
    let hit = try #require(multiples.hit(row: cell.row, column: cell.column))
    #expect(hit.tile.place == 1 && hit.token?.column == 9)
    #expect(multiples.hit(row: 15, column: 63) == nil)
  }
}
