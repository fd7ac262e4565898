import Checkpoints
import Foundation
import Tensors
import Testing
import VisionTransformers

/// What tests expect of a run: the reference's numbers, to 10⁻⁴ of their standard deviation, and of
/// attention weights to 10⁻⁴ of the largest.
extension GoldenRun {
  /// Compares tokens after blocks, as far as the reference's file has some.
  ///
  /// - Parameter count: How many blocks to compare; all of them unless told.
  /// - Returns: Whether all are equal; of others the first is named.
  /// - Throws: What is wrong with the file.
  func expectEqualBlocks(_ count: Int? = nil) throws -> Bool {
    for (index, block) in blocks.prefix(count ?? blocks.count).enumerated()
    where file.contains("blocks.\(index).index") {
      let places = try file.integers(named: "blocks.\(index).index")
      let expected = try file.tensor(named: "blocks.\(index).value").scalars
      let error = deviation(of: places.map { block.scalars[$0] }, from: expected)
      #expect(error <= 1e-4, "block \(index) is the first that differs: \(error)")
      guard error <= 1e-4 else { return false }
    }
    return true
  }

  func expectEqualLogits() throws {
    let error = deviation(of: logits, from: try file.tensor(named: "logits").scalars)
    #expect(error <= 1e-4, "the logits differ by \(error) standard deviations")
  }

  /// Compares attention rows, as far as the reference's file has some: `attention.…` of layers in
  /// image space, `feature.…` of layers in feature space.
  ///
  /// - Returns: How many there are.
  /// - Throws: What is wrong with the file, or that a row is missing.
  func expectEqualRows() throws -> Int {
    var compared = 0
    for name in rows.tensors.map(\.name) where name.hasSuffix(".weights") {
      let parts = name.split(separator: ".").compactMap { Int($0) }
      let (block, head, query) = (parts[0], parts[1], parts[2])
      let space: AttentionSpace = name.hasPrefix("feature.") ? .feature : .image
      let record = try #require(reports[block].attention.first { $0.space == space })
      let row = try #require(record.row(of: query, head: head))
      let keys = try rows.integers(named: name.replacing(".weights", with: ".keys"))
      let weights = try rows.tensor(named: name).scalars
      let found = Dictionary(uniqueKeysWithValues: zip(row.keys, row.weights))
      #expect(Set(row.keys) == Set(keys), "\(name) has other keys")
      let largest = weights.max() ?? 1
      for (key, weight) in zip(keys, weights) {
        #expect(abs((found[key] ?? -1) - weight) <= 1e-4 * largest, "\(name)")
      }
      compared += 1
    }
    return compared
  }
}
