import Foundation
public import Testing

/// Compares text with the file of that name in the test's `Snapshots/`.
///
/// Run with `RECORD_SNAPSHOTS=1` to write the files anew, then read the diff before committing it.
/// A recording run fails, so that none passes by accident.
public func expectSnapshot(
  _ actual: String, named name: String, filePath: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: filePath).deletingLastPathComponent().appending(
    path: "Snapshots/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try actual.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: location)
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  guard actual != expected else { return }
  let before = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let after = actual.split(separator: "\n", omittingEmptySubsequences: false)
  var difference = ""
  for line in 0..<max(before.count, after.count) {
    let old = line < before.count ? before[line] : ""
    let new = line < after.count ? after[line] : ""
    if old != new { difference += "line \(line + 1)\n- \(old)\n+ \(new)\n" }
  }
  Issue.record("\(name) differs:\n\(difference)", sourceLocation: location)
}
