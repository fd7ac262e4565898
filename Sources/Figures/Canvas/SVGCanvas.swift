import Foundation
import Images

/// A figure as SVG 1.1, written element by element.
struct SVGCanvas: FigureCanvas {
  private var elements = ""

  /// The whole document.
  ///
  /// - Parameters:
  ///   - size: The size of the drawing in points.
  ///   - width: How wide it is shown, in points.
  ///   - title: What readers that do not see it are told.
  ///   - description: What else they may ask for.
  /// - Returns: The text of the file.
  func document(size: FigureSize, width: Double, title: String, description: String) -> String {
    let (w, h) = (size.width.svg, size.height.svg)
    let shownHeight = size.width > 0 ? size.height * width / size.width : 0
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
      width="\(width.svg)pt" height="\(shownHeight.svg)pt" viewBox="0 0 \(w) \(h)" \
      font-family="sans-serif">
      <title>\(title.xmlEscaped)</title>
      <desc>\(description.xmlEscaped)</desc>
      <rect width="\(w)" height="\(h)" fill="#ffffff"/>
      \(elements)</svg>

      """
  }

  mutating func fill(_ rect: FigureRect, _ color: RGB, opacity: Double) {
    let opacity = opacity < 1 ? " fill-opacity=\"\(opacity.svg)\"" : ""
    add("<rect\(rect.svg) fill=\"\(color.svg)\"\(opacity) shape-rendering=\"crispEdges\"/>")
  }

  mutating func fill(polygon points: [FigurePoint], _ color: RGB) {
    add("<polygon points=\"\(points.svg)\" fill=\"\(color.svg)\"/>")
  }

  mutating func stroke(_ rect: FigureRect, _ pen: Pen) {
    add("<rect\(rect.svg) fill=\"none\"\(pen.svg)/>")
  }

  mutating func stroke(_ points: [FigurePoint], _ pen: Pen) {
    guard points.count > 2 else {
      guard let first = points.first, let last = points.last else { return }
      return add(
        "<line x1=\"\(first.x.svg)\" y1=\"\(first.y.svg)\" x2=\"\(last.x.svg)\" "
          + "y2=\"\(last.y.svg)\"\(pen.svg)/>")
    }
    add("<polyline points=\"\(points.svg)\" fill=\"none\"\(pen.svg)/>")
  }

  mutating func circle(_ center: FigurePoint, radius: Double, fill: RGB?, pen: Pen?) {
    add(
      "<circle cx=\"\(center.x.svg)\" cy=\"\(center.y.svg)\" r=\"\(radius.svg)\" "
        + "fill=\"\(fill?.svg ?? "none")\"\(pen?.svg ?? "")/>")
  }

  mutating func draw(_ image: Image, in rect: FigureRect) {
    guard let png = try? PNGEncoder.encode(image) else { return }
    add(
      "<image\(rect.svg) preserveAspectRatio=\"none\" "
        + "xlink:href=\"data:image/png;base64,\(Data(png).base64EncodedString())\"/>")
  }

  mutating func write(_ text: FigureText, at point: FigurePoint) {
    guard !text.text.isEmpty else { return }
    var attributes = " x=\"\(point.x.svg)\" y=\"\(point.y.svg)\" font-size=\"\(text.size.svg)\""
    if text.color != .black { attributes += " fill=\"\(text.color.svg)\"" }
    switch text.anchor {
    case .start: break
    case .middle: attributes += " text-anchor=\"middle\""
    case .end: attributes += " text-anchor=\"end\""
    }
    if text.isBold { attributes += " font-weight=\"bold\"" }
    if text.isMonospaced { attributes += " font-family=\"monospace\" xml:space=\"preserve\"" }
    if text.isVertical {
      attributes += " transform=\"rotate(-90 \(point.x.svg) \(point.y.svg))\""
    }
    add("<text\(attributes)>\(text.text.xmlEscaped)</text>")
  }

  private mutating func add(_ element: String) { elements += element + "\n" }
}

// MARK: - Attributes

extension Double {
  /// The number with two decimals at most.
  fileprivate var svg: String {
    let hundredths = (self * 100).rounded()
    guard abs(hundredths) < 1e15 else { return "0" }
    let value = Int(hundredths)
    if value % 100 == 0 { return "\(value / 100)" }
    let sign = value < 0 ? "-" : ""
    let (whole, rest) = (abs(value) / 100, abs(value) % 100)
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension RGB {
  fileprivate var svg: String {
    let number = String(Int(red) << 16 | Int(green) << 8 | Int(blue), radix: 16)
    return "#" + String(repeating: "0", count: 6 - number.count) + number
  }
}

extension FigureRect {
  fileprivate var svg: String {
    " x=\"\(x.svg)\" y=\"\(y.svg)\" width=\"\(width.svg)\" height=\"\(height.svg)\""
  }
}

extension [FigurePoint] {
  fileprivate var svg: String { map { "\($0.x.svg),\($0.y.svg)" }.joined(separator: " ") }
}

extension Pen {
  fileprivate var svg: String {
    let dashes =
      dashes.isEmpty
      ? "" : " stroke-dasharray=\"\(dashes.map(\.svg).joined(separator: " "))\""
    return " stroke=\"\(color.svg)\" stroke-width=\"\(width.svg)\"\(dashes)"
  }
}
