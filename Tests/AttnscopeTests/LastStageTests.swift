import Foundation
import TestSupport
import Testing

/// `--last-stage`: what the one cluster of BOAT-CSWin's last stage attends to.
@Suite struct LastStageTests {
  private struct Attention: Decodable {
    struct Head: Decodable { var weights: [Double] }
    var heads: [Head]
  }

  @Test("Without overlap each of 49 keys counts once, in pairs the first 20 twice")
  func keysCountOnceOrTwice() throws {
    let usual = try weights()
    let twice = try weights("--last-stage", "pair-duplicate")
    let once = try weights("--last-stage", "no-overlap")
    #expect(usual == twice)
    #expect(once.count == 49)
    let doubled = once.enumerated().map { $0.offset < 20 ? 2 * $0.element : $0.element }
    let sum = doubled.reduce(0, +)
    for (found, expected) in zip(twice, doubled) { #expect(abs(found - expected / sum) < 1e-6) }
    #expect(zip(once, twice).contains { abs($0 - $1) > 1e-3 })
  }

  @Test("A region says whether tokens count twice")
  func regionsSaySo() throws {
    let arguments = [
      "region", "--model", "boat-cswin-s", "--stage", "4", "--block", "1", "--layer", "feature",
      "--token", "3,3",
    ]
    let once = try Executable.run(arguments + ["--last-stage", "no-overlap"])
    #expect(once.text.hasSuffix("\nall 49 tokens\n"))
    let twice = try Executable.run(arguments)
    #expect(twice.text.hasSuffix("\nall 49 tokens, the first 20 twice\n"))
  }

  @Test(
    "Models that have no such stage refuse the option",
    arguments: [
      ["infer", "--model", "swin-t"], ["growth", "--model", "boat-swin-t"],
      ["region", "--model", "cswin-t", "--stage", "4", "--block", "1", "--token", "0,0"],
      ["region", "--mechanism", "pale", "--grid", "7x7", "--token", "0,0"],
    ])
  func othersRefuse(arguments: [String]) throws {
    let result = try Executable.run(arguments + ["--last-stage", "no-overlap"])
    #expect(result.status == 2)
    #expect(result.error.contains("--last-stage"))
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.output.isEmpty)
  }

  /// How token (3,3) of the last stage's first block attends in feature space, head 5.
  private func weights(_ options: String...) throws -> [Double] {
    let result = try Executable.run(
      [
        "attention", "--json", "--model", "boat-cswin-t", "--stage", "4", "--block", "1",
        "--layer", "feature", "--token", "3,3", "--head", "5",
      ] + options)
    return try JSONDecoder().decode(Attention.self, from: result.output).heads[0].weights
  }
}
