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
    var testDescription: String { model }
  }

  static let cases =
    casesWithAttention + [Case(model: "deit-ti"), Case(model: "pvt-ti"), Case(model: "msg-t")]
  /// Those whose files hold attention rows too.
  static let casesWithAttention = [
    Case(model: "swin-t"), Case(model: "pale-t"), Case(model: "cswin-t"),
  ]

  @Test(arguments: cases)
  func everyBlockAndTheLogitsEqualTheReference(_ golden: Case) throws {
    let run = try GoldenRun.of(golden.model, seed: golden.seed)
    for (index, block) in run.blocks.enumerated() where run.file.contains("blocks.\(index).index") {
      let places = try run.file.integers(named: "blocks.\(index).index")
      let expected = try run.file.tensor(named: "blocks.\(index).value").scalars
      let found = places.map { block.scalars[$0] }
      let error = maximumDifference(found, expected) / standardDeviation(expected)
      #expect(error <= 1e-4, "\(golden.model): block \(index) is the first that differs: \(error)")
      guard error <= 1e-4 else { return }
    }
    let expected = try run.file.tensor(named: "logits").scalars
    let error = maximumDifference(run.logits, expected) / standardDeviation(expected)
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

  private func maximumDifference(_ left: [Float], _ right: [Float]) -> Double {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).map { abs(Double($0) - Double($1)) }.max() ?? 0
  }

  private func standardDeviation(_ values: [Float]) -> Double {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (squares / Double(values.count)).squareRoot()
  }
}
