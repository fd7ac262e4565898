import Testing
import VisionTransformers

/// BOAT with the clusters that it finds itself, against what the reference finds.
@Suite struct FeatureSpaceGoldenTests {
  static let cases = [
    GoldenTests.Case(model: "boat-swin-t", seed: 9), GoldenTests.Case(model: "boat-cswin-t"),
  ]

  @Test(arguments: cases)
  func nearlyEveryTokenIsInTheClusterOfTheReference(_ golden: GoldenTests.Case) throws {
    let run = try GoldenRun.of(golden.model, seed: golden.seed)
    var (equal, total) = (0, 0)
    for (block, report) in run.reports.enumerated() {
      guard let record = report.attention.first(where: { $0.space == .feature }),
        let expected = try run.file.clusters(ofBlock: block, heads: record.pattern.heads)
      else { continue }
      let found = try #require(record.features).clusters(leafSize: 49)
      try #require(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        for token in 0..<report.grid.count where found.leaf(of: token) == expected.leaf(of: token) {
          equal += 1
        }
        total += report.grid.count
      }
    }
    #expect(total > 10_000)
    #expect(Double(equal) >= 0.995 * Double(total), "\(equal) of \(total) tokens")
  }

  @Test(arguments: cases)
  func theLogitsAreThoseOfTheReference(_ golden: GoldenTests.Case) throws {
    let run = try GoldenRun.of(golden.model, seed: golden.seed)
    let error = deviation(
      of: run.logits, from: try run.file.tensor(named: "logits").scalars)
    #expect(error <= 1e-2, "the logits differ by \(error) standard deviations")
  }

  @Test func everyAttentionRowOfTheClustersEqualsTheReference() throws {
    #expect(try GoldenRun.of("boat-swin-t", seed: 9).expectEqualRows() == 7)
  }
}
