import Checkpoints
import Foundation
import Tensors
import Testing
import VisionTransformers

/// Compares whole networks, with seeded parameters, with what the reference implementations answer:
/// element by element, naming the first block that differs.
@Suite struct GoldenTests {
  /// A model and the seed of its parameters.
  struct Case: CustomTestStringConvertible, Sendable {
    var model: String
    var seed: UInt64 = 0
    /// Whether the clusters are those of the reference: one token on the other side of a cut would
    /// change everything after it.
    var givenClusters = false
    var testDescription: String { model }
  }

  static let cases =
    casesWithAttention + [Case(model: "deit-ti"), Case(model: "pvt-ti"), Case(model: "msg-t")]
    + [
      Case(model: "boat-swin-t", seed: 9, givenClusters: true),
      Case(model: "boat-cswin-t", givenClusters: true),
    ]
  /// Those whose files hold attention rows too.
  static let casesWithAttention = [
    Case(model: "swin-t"), Case(model: "pale-t"), Case(model: "cswin-t"),
  ]

  @Test(arguments: cases)
  func everyBlockAndTheLogitsEqualTheReference(_ golden: Case) throws {
    let run = try GoldenRun.of(
      golden.model, seed: golden.seed, givenClusters: golden.givenClusters)
    for (index, block) in run.blocks.enumerated() where run.file.contains("blocks.\(index).index") {
      let places = try run.file.integers(named: "blocks.\(index).index")
      let expected = try run.file.tensor(named: "blocks.\(index).value").scalars
      let found = places.map { block.scalars[$0] }
      let error = deviation(of: found, from: expected)
      #expect(error <= 1e-4, "\(golden.model): block \(index) is the first that differs: \(error)")
      guard error <= 1e-4 else { return }
    }
    let expected = try run.file.tensor(named: "logits").scalars
    let error = deviation(of: run.logits, from: expected)
    #expect(error <= 1e-4, "\(golden.model): the logits differ by \(error) standard deviations")
  }

  @Test(arguments: casesWithAttention)
  func everyAttentionRowEqualsTheReference(_ golden: Case) throws {
    let run = try GoldenRun.of(golden.model, seed: golden.seed)
    var compared = 0
    for name in run.file.tensors.map(\.name) where name.hasSuffix(".weights") {
      let parts = name.split(separator: ".").compactMap { Int($0) }
      let (block, head, query) = (parts[0], parts[1], parts[2])
      let row = try #require(run.reports[block].attention[0].row(of: query, head: head))
      let keys = try run.file.integers(
        named: name.replacing(".weights", with: ".keys"))
      let weights = try run.file.tensor(named: name).scalars
      let found = Dictionary(uniqueKeysWithValues: zip(row.keys, row.weights))
      #expect(Set(row.keys) == Set(keys), "\(golden.model): \(name) has other keys")
      let largest = weights.max() ?? 1
      for (key, weight) in zip(keys, weights) {
        #expect(abs((found[key] ?? -1) - weight) <= 1e-4 * largest, "\(golden.model): \(name)")
      }
      compared += 1
    }
    #expect(compared >= 14)
  }
}
