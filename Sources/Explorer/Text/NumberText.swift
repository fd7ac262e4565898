/// Numbers as the screen shows them, the same in every locale.
enum NumberText {
  /// What stands for a number that is not there.
  static let none = "-"

  /// A number with so many digits after the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    let scaled = (value * scale).rounded()
    guard scaled.isFinite, abs(scaled) < 1e15 else { return none }
    let whole = abs(Int(scaled))
    let sign = scaled < 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let text = String(whole)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  /// A part of a whole, `23.4%`: fewer digits for all of it, more for very little.
  static func percent(_ share: Double, digits: Int = 1) -> String {
    if share >= 0.9995 { return "100%" }
    return fixed(share * 100, share < 0.01 ? 2 : digits) + "%"
  }

  /// A count with a letter for its size: `115.6M`.
  static func count(_ value: Int) -> String {
    let value = Double(value)
    return switch value {
    case ..<1e3: fixed(value, 0)
    case ..<1e6: fixed(value / 1e3, 1) + "K"
    case ..<1e9: fixed(value / 1e6, 1) + "M"
    default: fixed(value / 1e9, 2) + "G"
    }
  }

  /// Seconds as milliseconds, or as seconds where there are many.
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.0995: fixed(seconds * 1e3, 1) + " ms"
    case ..<9.995: fixed(seconds * 1e3, 0) + " ms"
    default: fixed(seconds, 1) + " s"
    }
  }

  /// The size of a file: `109.1 MB`.
  static func bytes(_ count: Int) -> String {
    let value = Double(count)
    return switch value {
    case ..<1e3: "\(count) bytes"
    case ..<1e6: fixed(value / 1e3, 1) + " kB"
    default: fixed(value / 1e6, 1) + " MB"
    }
  }

  static func megabytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1e6, 0) + " MB" }
}
