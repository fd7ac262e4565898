import Figures
import Foundation
import Images
import Screens
import Testing

@Suite("Figures as SVG")
struct SVGTests {
  @Test("Every kind of figure is well-formed, with its title, labels and provenance as text")
  func wellFormed() throws {
    for figure in ExampleFigures.all {
      let svg = try WrittenSVG(figure.svg)
      #expect(svg.all("title").map(\.text) == [figure.title])
      #expect(svg.all("desc").map(\.text) == [figure.provenance])
      #expect(svg.texts.contains(figure.title))
      #expect(figure.provenance.isEmpty || svg.texts.contains(figure.provenance))
      for entry in figure.legend { #expect(svg.texts.contains(entry.label)) }
    }
  }

  @Test("Nothing reaches beyond the edges of the figure")
  func inside() throws {
    for figure in ExampleFigures.all {
      let svg = try WrittenSVG(figure.svg)
      let box = svg.all("svg")[0].attributes["viewBox"]?.split(separator: " ").compactMap {
        Double($0)
      }
      let (width, height) = try (#require(box)[2], #require(box)[3])
      for rect in svg.all("rect") + svg.all("image") {
        func number(_ name: String) -> Double { rect.attributes[name].flatMap { Double($0) } ?? 0 }
        #expect(number("x") >= 0 && number("x") + number("width") <= width)
        #expect(number("y") >= 0 && number("y") + number("height") <= height)
      }
      for text in svg.all("text") {
        let (x, y) = try (
          #require(Double(text.attributes["x"] ?? "")), #require(Double(text.attributes["y"] ?? ""))
        )
        #expect((0...width).contains(x) && (0...height).contains(y), "\(text)")
      }
    }
  }

  @Test("Text is escaped: tags, control characters, and what XML forbids")
  func escaping() throws {
    let text = "a<b>&\"c\u{1B}[2J\u{0}\u{FFFE}"
    let figure = Figure(
      title: text, panels: [.table(TablePanel(NumberTable(name: "t", columns: [text])))],
      legend: [LegendEntry(text, .cursor)], provenance: text)
    let svg = try WrittenSVG(figure.svg)
    let expected = "a<b>&\"c\\u{1B}[2J\\u{0}\u{FFFD}"
    #expect(svg.all("title").map(\.text) == [expected])
    #expect(svg.texts == [expected, expected, expected, expected])
  }

  @Test("Tokens have their colours, neighbours of one colour in one piece")
  func tokens() throws {
    let (red, blue) = (RGB(hex: 0xFF0000), RGB(hex: 0x0000FF))
    let figure = Figure(
      title: "",
      panels: [
        .tokenMap(
          TokenMapPanel(rows: 2, columns: 3, colors: [red, red, blue, nil, blue, blue]))
      ])
    let fills = try WrittenSVG(figure.svg).all("rect").compactMap { $0.attributes["fill"] }
    #expect(fills.filter { $0 == "#ff0000" }.count == 1)
    #expect(fills.filter { $0 == "#0000ff" }.count == 2)
  }

  @Test("Outlines leave most of a small token to be seen, and keep their width on large ones")
  func outlineWidths() throws {
    for (side, isThin) in [(4, false), (56, true)] {
      let outline = TokenOutline(around: [0], of: side * side, color: RGB(hex: 0x123456))
      let map = TokenMapPanel(rows: side, columns: side, outlines: [outline])
      let figure = Figure(title: "", panels: [.multiples(MultiplesPanel(maps: [map], side: 112))])
      let widths = try WrittenSVG(figure.svg).all("line").filter {
        $0.attributes["stroke"] == "#123456"
      }.compactMap { $0.attributes["stroke-width"].flatMap { Double($0) } }
      #expect(widths.count == 4)
      #expect(widths.allSatisfy { isThin ? abs($0 - 0.4) < 0.01 : $0 == outline.width })
    }
  }

  @Test("Numbers of a column end at one place, and whole ones have none after the point")
  func tableDigits() throws {
    let table = NumberTable(
      name: "t", columns: ["eff", "share", "keys", "tiny"],
      rows: [[346.71, 0.25, 392.0, 1e-9], [336.0, 1.0, 49.0, nil], [0.5, 0.0, 0.0, 2e-9]])
    let figure = Figure(title: "", panels: [.table(TablePanel(table))])
    let texts = try WrittenSVG(figure.svg).texts
    for expected in ["346.7", "336.0", "0.5", "0.250", "1.000", "0.000", "392", "49", "1e-09"] {
      #expect(texts.contains(expected), "\(expected) in \(texts)")
    }
  }

  @Test("A picture lies below the tokens, as a PNG inside of the document")
  func picture() throws {
    let image = try #require(WrittenSVG(ExampleFigures.map.svg).all("image").first)
    let link = try #require(image.attributes["xlink:href"])
    let data = try #require(
      link.split(separator: ",").last.flatMap { Data(base64Encoded: "\($0)") })
    let decoded = try Image(decoding: [UInt8](data), name: "picture")
    #expect(decoded == ExampleFigures.picture)
  }

  @Test("The line around a region follows its edge, also where that is the map's")
  func outline() throws {
    let corner = TokenOutline(around: [0, 1, 3], of: 6, color: RGB(hex: 0x123456))
    let figure = Figure(
      title: "", panels: [.tokenMap(TokenMapPanel(rows: 2, columns: 3, outlines: [corner]))])
    let lines = try WrittenSVG(figure.svg).all("line").filter {
      $0.attributes["stroke"] == "#123456"
    }
    // Above, right of (0,1), below (0,1), right of (1,0), below, left.
    #expect(lines.count == 6)
  }

  @Test("Lines between windows do not run along the edges of the map")
  func windows() throws {
    let windows = TokenOutline(between: [0, 0, 1, 1], color: RGB(hex: 0x123456))
    let figure = Figure(
      title: "", panels: [.tokenMap(TokenMapPanel(rows: 2, columns: 2, outlines: [windows]))])
    let lines = try WrittenSVG(figure.svg).all("line").filter {
      $0.attributes["stroke"] == "#123456"
    }
    #expect(lines.count == 1)
  }

  @Test("The length below a map says how many pixels its tokens are")
  func scale() throws {
    #expect(try WrittenSVG(ExampleFigures.map.svg).texts.contains("5 tokens = 80 px"))
  }

  @Test("A printed width changes the size and not the drawing")
  func printedWidth() throws {
    var figure = ExampleFigures.map
    figure.width = 252
    let root = try WrittenSVG(figure.svg).all("svg")[0].attributes
    #expect(root["width"] == "252pt")
    #expect(
      root["viewBox"]
        == (try WrittenSVG(ExampleFigures.map.svg).all("svg")[0].attributes["viewBox"]))
  }

  @Test("Cells keep their words as text, and blocks become shapes")
  func cells() throws {
    let svg = try WrittenSVG(ExampleFigures.cells.svg)
    #expect(svg.texts.contains("reversed"))
    #expect(svg.texts.contains("a<b & c"))
    #expect(!svg.texts.contains { $0.contains("▀") || $0.contains("─") })
  }
}
