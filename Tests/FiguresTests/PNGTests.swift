import Figures
import Foundation
import Images
import Screens
import Testing

@Suite("Figures as PNG")
struct PNGTests {
  private func decoded(_ figure: Figure, scale: Double = 1) throws -> Image {
    try Image(decoding: figure.png(scale: scale), name: "figure")
  }

  @Test("The picture is as large as the drawing, times the scale", arguments: [1.0, 2, 300.0 / 72])
  func size(scale: Double) throws {
    let root = try WrittenSVG(ExampleFigures.plots.svg).all("svg")[0]
    let box = try #require(
      root.attributes["viewBox"]?.split(separator: " ").compactMap { Double($0) })
    let image = try decoded(ExampleFigures.plots, scale: scale)
    #expect(abs(Double(image.width) - box[2] * scale) < 1)
    #expect(abs(Double(image.height) - box[3] * scale) < 1)
  }

  @Test("Tokens have their colours where the SVG has them, and the paper is white")
  func colors() throws {
    let (red, blue) = (RGB(hex: 0xD01020), RGB(hex: 0x2030C0))
    let figure = Figure(
      title: "", panels: [.tokenMap(TokenMapPanel(rows: 1, columns: 2, colors: [red, blue]))])
    let svg = try WrittenSVG(figure.svg)
    let image = try decoded(figure)
    for (hex, color) in [("#d01020", red), ("#2030c0", blue)] {
      let rect = try #require(svg.all("rect").first { $0.attributes["fill"] == hex }).attributes
      func number(_ name: String) -> Double { rect[name].flatMap { Double($0) } ?? 0 }
      let row = Int(number("y") + number("height") / 2)
      let column = Int(number("x") + number("width") / 2)
      #expect(image[row, column] == color)
    }
    #expect(image[0, 0] == .white)
  }

  @Test("Colours over a picture leave no gap between rows of tokens", arguments: [7, 14, 28, 56])
  func seams(side: Int) throws {
    let panel = TokenMapPanel(
      rows: side, columns: side,
      colors: (0..<side * side).map { RGB(hex: $0 % 2 == 0 ? 0x000000 : 0x000001) },
      picture: Image(width: 4, height: 4, pixels: Array(repeating: 255, count: 48)))
    for scale in [1.0, 2, 2.5] {
      let image = try decoded(Figure(title: "", panels: [.tokenMap(panel)]), scale: scale)
      let isCovered = (0..<image.height).map { row in
        (0..<image.width).count { image[row, $0].luma < 0.9 } > image.width / 2
      }
      let first = try #require(isCovered.firstIndex(of: true))
      let last = try #require(isCovered.lastIndex(of: true))
      let gaps = (first...last).filter { !isCovered[$0] }
      #expect(last - first > Int(100 * scale))
      #expect(gaps.isEmpty, "gaps in rows \(gaps) at scale \(scale)")
    }
  }

  @Test("Half blocks of a page have both of their colours")
  func halfBlocks() throws {
    var screen = Screen(Size(columns: 1, rows: 1))
    screen[0, 0] = Cell("▀", style: Style(foreground: .palette(196), background: .palette(21)))
    let image = try decoded(Figure(title: "", panels: [.cells(CellsPanel(screen))]), scale: 2)
    let colors = Set((0..<image.height).flatMap { row in (0..<image.width).map { image[row, $0] } })
    #expect(colors.contains(RGB(palette: 196)) && colors.contains(RGB(palette: 21)))
  }

  @Test("Text is drawn: a title darkens the paper")
  func text() throws {
    func ink(_ title: String) throws -> Int {
      let image = try decoded(Figure(title: title, panels: []))
      return (0..<image.height).reduce(0) { sum, row in
        sum + (0..<image.width).count { image[row, $0].luma < 0.5 }
      }
    }
    #expect(try ink("") == 0)
    #expect(try ink("Shifted windows") > 100)
  }

  @Test("Every kind of figure is drawn")
  func all() throws {
    for figure in ExampleFigures.all { #expect(try decoded(figure).width > 200) }
  }

  @Test("Too many pixels are refused in a sentence")
  func tooLarge() {
    #expect(throws: FigureError.self) { try ExampleFigures.map.png(scale: 1000) }
  }

  @Test("Without fonts there is an error that says so")
  func noFonts() async throws {
    await #expect(processExitsWith: .exitCode(7)) {
      let file = FileManager.default.temporaryDirectory.appending(path: "fonts-\(UUID()).conf")
      try Data("<?xml version=\"1.0\"?><fontconfig></fontconfig>".utf8).write(to: file)
      unsafe setenv("FONTCONFIG_FILE", file.path(), 1)
      do throws(FigureError) {
        _ = try ExampleFigures.map.png()
      } catch {
        try? FileManager.default.removeItem(at: file)
        if error == .noFonts && error.description.contains("fonts-dejavu-core") { exit(7) }
      }
    }
  }
}
