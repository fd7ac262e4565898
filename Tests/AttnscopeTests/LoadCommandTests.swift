import Foundation
import TestSupport
import Testing

/// What `attnscope bench --load` prints.
@Suite struct LoadCommandTests {
  static let file = Executable.packageRoot.appending(
    path: "Tests/CheckpointsTests/Fixtures/swin-micro.timm.safetensors"
  ).path

  @Test("both figures and their ratio are printed, and that the page cache was warm")
  func text() throws {
    let result = try Executable.run(["bench", "--load", "--weights", Self.file, "-n", "2"])
    #expect(result.status == 0)
    let lines = result.text.split(separator: "\n")
    #expect(lines.first?.hasSuffix("2 runs, the file in the page cache") == true)
    #expect(
      lines.dropFirst().map { $0.prefix(14).trimmingCharacters(in: .whitespaces) }
        == ["ready to run", "reading alone", "packing alone", "ratio"])
  }

  @Test("as JSON the ratio agrees with its parts")
  func json() throws {
    let result = try Executable.run(
      ["bench", "--load", "--weights", Self.file, "-n", "1", "--threads", "1", "--json"])
    let value = try #require(
      JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(
      value.keys.sorted() == [
        "bytes", "model", "packing", "ratio", "reading", "ready", "runs", "threads",
      ])
    #expect(value["bytes"] as? Int == 409_328)
    let times = try ["ready", "reading", "packing", "ratio"].map {
      try #require(value[$0] as? Double)
    }
    #expect(abs(times[0] / (times[1] + times[2]) - times[3]) < 1e-6 * times[3])
  }

  @Test("without a checkpoint, or with a bad one, it says so")
  func mistakes() throws {
    let none = try Executable.run(["bench", "--load"])
    #expect(none.status == 2 && none.error.contains("--weights FILE"))
    let bad = try Executable.run(["bench", "--load", "--weights", "/no/such/file.pth"])
    #expect(bad.status == 3 && bad.error.split(separator: "\n").count == 1)
  }
}
