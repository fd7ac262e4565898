import Foundation

/// How much memory the process takes.
enum ResidentMemory {
  /// The most it ever took, in bytes.
  static var peak: Int { value(of: "VmHWM:") ?? 0 }

  /// What it takes now, in bytes.
  static var current: Int { value(of: "VmRSS:") ?? 0 }

  /// A line of the kernel's own account of the process, which is in kibibytes.
  private static func value(of name: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      .flatMap { Int($0) }.map { $0 * 1024 }
  }
}
