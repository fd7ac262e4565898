import Foundation

/// Numbers as people read them.
enum Quantity {
  /// A count in thousands, millions or thousands of millions: `28.3 M`.
  static func count(_ count: Int) -> String {
    switch abs(count) {
    case 1_000_000_000...: String(format: "%.2f G", Double(count) / 1e9)
    case 1_000_000...: String(format: "%.1f M", Double(count) / 1e6)
    case 1_000...: String(format: "%.1f k", Double(count) / 1e3)
    default: "\(count)"
    }
  }

  /// The size of a file: `109.1 MB`.
  static func bytes(_ count: Int) -> String {
    switch count {
    case 1_000_000_000...: String(format: "%.2f GB", Double(count) / 1e9)
    case 1_000_000...: String(format: "%.1f MB", Double(count) / 1e6)
    case 1_000...: String(format: "%.1f kB", Double(count) / 1e3)
    default: "\(count) B"
    }
  }

  static func milliseconds(_ seconds: Double) -> String {
    String(format: "%.1f ms", seconds * 1000)
  }

  /// A number with so many digits after the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  /// A share of one, in percent.
  static func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
}
