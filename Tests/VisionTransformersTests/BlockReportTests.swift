import Tensors
import Testing

@testable import VisionTransformers

@Suite struct BlockReportTests {
  @Test(
    "The first block of a stage says what making its tokens took, the others have nothing to say")
  func sourcesAreReported() throws {
    let spec = try BackboneCatalog.spec(named: "pvt-ti", input: PixelSize(square: 64))
    let pool = ThreadPool(threads: 2)
    let backbone = try Backbone(spec, parameters: SeededParameters(), pool: pool)
    let pass = ForwardPass(backbone, pool: pool)
    pass.begin(Matrix(rows: 64 * 64, columns: 3))
    while let report = pass.step() {
      guard report.address.block == 0 else {
        #expect(report.source == nil)
        continue
      }
      let source = try #require(report.source)
      #expect(source.seconds > 0 && source.seconds < report.seconds)
      #expect(source.cost.total > 0 && source.cost.total < report.cost.total)
      #expect(report.operations[.other] >= source.seconds * 0.5)
    }
  }
}
