import Foundation
import Testing
import VisionTransformers

/// One token under every mechanism.
@Suite struct MechanismComparisonTests {
  private func layer(
    _ name: String, _ row: Int, _ column: Int, side: Int
  ) throws -> MechanismComparison.Layer {
    let grid = TokenGrid(rows: side, columns: side)
    let playground = try GeometryPlayground(on: grid, channels: 96) {
      ExampleFeatures.heads(1, on: grid)
    }
    let comparison = MechanismComparison(of: grid[row, column], in: playground)
    return try #require(comparison.entries.first { $0.name == name }).outcome.get()
  }

  @Test("Even attention to a region that all heads share is worth the whole region")
  func sharedRegionsAreWorthTheirSize() throws {
    for (name, tokens) in [("global", 196.0), ("window", 49), ("shuffle", 49), ("messenger", 49)] {
      #expect(abs(try layer(name, 5, 4, side: 14).uniform.effectiveTokens - tokens) < 1e-6)
    }
  }

  /// 28 tokens of a column with ½ · 1/28 each and 28 of a row, the token itself in both.
  @Test("Where heads split, tokens that both halves see weigh double, and the region is worth less")
  func splitRegionsAreWorthLess() throws {
    let layer = try layer("axial", 9, 10, side: 28)
    let (single, double) = (1 / 56.0, 2 / 56.0)
    let entropy = -54 * single * log(single) - double * log(double)
    #expect(abs(layer.uniform.effectiveTokens - exp(entropy)) < 1e-6)
    #expect(layer.field.count == 55)
  }

  @Test("Distances are in tokens: 2.6525 for the middle of a window of 7")
  func distancesAreInTokens() throws {
    #expect(
      abs(try #require(try layer("window", 3, 3, side: 14).uniform.distance) - 2.652496) < 1e-5)
  }

  @Test("A summary counts for all tokens of its square")
  func summariesCountForTheirSquares() throws {
    #expect(
      abs(try layer("spatial-reduction", 0, 0, side: 14).uniform.effectiveTokens - 196) < 1e-6)
  }

  @Test("Zero tokens outside of the grid take none of the tokens' share")
  func paddingIsLeftOut() throws {
    #expect(abs(try layer("window", 15, 15, side: 16).uniform.effectiveTokens - 4) < 1e-6)
  }
}
