import Foundation

/// How much memory the process takes.
enum ResidentMemory {
  /// The most it ever took, in bytes; the kernel notes it later than what is taken now.
  static var peak: Int { max(value(of: "VmHWM:") ?? 0, current) }

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
