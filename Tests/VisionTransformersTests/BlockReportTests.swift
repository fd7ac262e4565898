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
      #expect(abs(source.operations.total - source.seconds) < 1e-6)
      #expect(source.operations[.other] > 0 && source.operations[.mlp] == 0)
      #expect(report.operations[.other] >= source.operations[.other])
    }
  }

  @Test(
    "The operations of a block, waiting among them, make its time, in layers of every kind",
    arguments: ["swin-t", "boat-swin-t", "dat-t", "msg-t", "axial26s", "pale-t"])
  func operationsMakeTheTime(model: String) throws {
    let spec = try BackboneCatalog.spec(named: model)
    let pool = ThreadPool(threads: 1)
    let backbone = try Backbone(spec, parameters: SeededParameters(), pool: pool)
    for isRecording in [false, true] {
      let pass = ForwardPass(backbone, pool: pool, isRecording: isRecording)
      let pixels = Matrix(rows: spec.input.height * spec.input.width, columns: 3)
      // The first run also takes the memory that later ones have.
      pass.begin(pixels)
      while pass.step() != nil {}
      pass.begin(pixels)
      var (seconds, waiting) = (0.0, 0.0)
      while let report = pass.step() {
        #expect(report.operations.total >= report.seconds * 0.999)
        #expect(report.operations.total <= report.seconds * 1.001 + 1e-6)
        (seconds, waiting) = (seconds + report.seconds, waiting + report.operations[.waiting])
      }
      // One thread waits for nobody, so nearly all of its time is some operation's.
      #expect(waiting < 0.2 * seconds, "\(waiting) of \(seconds) s are no operation's")
    }
  }
}
