import Tensors
import Testing
import VisionTransformers

@Suite struct FeatureMapTests {
  private func map(_ tokens: [[Float]], columns: Int) -> FeatureMap {
    let matrix = Matrix(
      Tensor(tokens.flatMap { $0 }, shape: [tokens.count, tokens.first?.count ?? 0]))
    return FeatureMap(
      grid: TokenGrid(rows: tokens.count / columns, columns: columns), tokens: matrix)
  }

  @Test("Cosines are 1 to oneself, −1 to the opposite, and 0 to what has no length")
  func cosines() {
    let features = map([[3, 4], [6, 8], [-4, 3], [-3, -4], [0, 0], [4, 4]], columns: 3)
    let expected: [Float] = [1, 1, 0, -1, 0, 0.98994949]
    let cosines = features.cosines(to: 0)
    #expect(zip(cosines, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(features.cosines(to: 4) == [0, 0, 0, 0, 0, 0])
    #expect(features.norms() == [5, 10, 5, 5, 0, Float(32).squareRoot()])
  }

  @Test("A norm beyond the median by more than five deviations is an outlier")
  func outliers() {
    let outliers = NormOutliers(of: [10, 11, 9, 10, 12, 8, 15, 15.1, 10, 11])
    #expect(outliers.median == 10.5 && outliers.deviation == 1)
    #expect(outliers.limit == 15.5 && outliers.tokens.isEmpty)
    let more = NormOutliers(of: [10, 11, 9, 10, 12, 8, 40, 15.1, 10, 11])
    #expect(more.tokens == [6])
    #expect(NormOutliers(of: [2, 2, 2, 2.5]).tokens == [3])
    #expect(NormOutliers(of: []).tokens.isEmpty)
  }

  @Test("A scale goes from the 2nd to the 98th percentile, in proportion between two numbers")
  func ranges() {
    let range = ValueRange(of: (0...100).map(Float.init).shuffled(), from: 0.02, to: 0.98)
    #expect(abs(range.low - 2) < 1e-9 && abs(range.high - 98) < 1e-9)
    #expect(range.position(of: 50) == 0.5 && range.position(of: -9) == 0)
    #expect(range.position(of: 99) == 1)
    #expect(abs(ValueRange(of: [0, 10], from: 0.25, to: 0.5).low - 2.5) < 1e-12)
    #expect(ValueRange(of: [3, 3, 3]).position(of: 3) == 0.5)
    #expect(ValueRange(of: []) == ValueRange(low: 0, high: 0))
  }

  @Test("Tokens of two kinds lie at the two ends of the first component")
  func components() throws {
    let features = map(
      (0..<16).map { [Float($0 % 4 < 2 ? 9 : -9), Float($0) / 16, 1] }, columns: 4)
    let first = try #require(features.principalComponents()?.components.first)
    for token in 0..<16 { #expect((first.scores[token] > 0) == (token % 4 < 2)) }
    #expect(abs(first.loadings[0] - 1) < 1e-3)
  }

  @Test("A run keeps the tokens after each block where it is asked to, and not elsewhere")
  func runsKeepFeatures() throws {
    let spec = try BackboneCatalog.spec(named: "deit-ti", input: PixelSize(square: 48))
    let pool = ThreadPool(threads: 2)
    let backbone = try Backbone(spec, parameters: SeededParameters(seed: 0), pool: pool)
    let pass = ForwardPass(backbone, pool: pool, keepsFeatures: true)
    pass.begin(SmallRun.pixels(spec.input))
    var kept: [(features: FeatureMap, tokens: Matrix)] = []
    while let report = pass.step() {
      let features = try #require(report.features)
      #expect(features.grid == TokenGrid(rows: 3, columns: 3) && features.channels == 192)
      #expect(features.norms() == report.tokenNorms)
      kept.append((features, Matrix(pass.tokens.rows(1..<10).tensor)))
    }
    #expect(kept.count == 12)
    // The next run writes elsewhere as long as somebody looks at this one.
    pass.begin(SmallRun.pixels(spec.input, seed: 1))
    var differs = 0
    while let report = pass.step() {
      if report.features?[0] != kept[report.address.block].features[0] { differs += 1 }
    }
    #expect(differs == 12)
    for (features, tokens) in kept {
      for token in 0..<9 { #expect(features[token] == tokens.row(token)) }
    }
    let plain = ForwardPass(backbone, pool: pool)
    plain.begin(SmallRun.pixels(spec.input))
    #expect(plain.step()?.features == nil)
  }
}
