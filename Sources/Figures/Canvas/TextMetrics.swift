/// How wide text is, before any font is asked, so that a layout is the same everywhere.
///
/// The widths are those of DejaVu Sans, which is wide: text in most other fonts is narrower.
enum TextMetrics {
  /// The width of a line in points.
  static func width(of text: FigureText) -> Double {
    width(of: text.text, size: text.size, isBold: text.isBold, isMonospaced: text.isMonospaced)
  }

  /// The width of a line in points, of a text and an em.
  static func width(
    of text: String, size: Double, isBold: Bool = false, isMonospaced: Bool = false
  ) -> Double {
    if isMonospaced { return Double(text.count) * monospacedAdvance * size }
    let thousandths = text.unicodeScalars.reduce(0) { $0 + advance(of: $1) }
    return Double(thousandths) / 1000 * size * (isBold ? 1.13 : 1)
  }

  /// The width of a character of a monospaced font, in em.
  static let monospacedAdvance = 0.6

  /// Lines of a width at most, broken at spaces.
  static func wrapped(_ text: String, size: Double, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, self.width(of: "\(last) \(word)", size: size) <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The text, its end replaced by `…` where it is wider.
  static func shortened(_ text: String, size: Double, width: Double) -> String {
    guard self.width(of: text, size: size) > width else { return text }
    var text = text
    while !text.isEmpty, self.width(of: text + "…", size: size) > width { text.removeLast() }
    return text + "…"
  }

  private static func advance(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: advances[Int(scalar.value) - 0x20]
    case 0x1100..<0x1200, 0x2E80..<0xFE10, 0x1F000...: 1000
    default: 680
    }
  }

  /// Thousandths of an em, from the space on.
  private static let advances = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
}
