import Tensors
import VisionTransformers

/// One run of a seeded model on numbers that look like no picture, for tests of what a run leaves
/// behind.
struct SmallRun {
  let spec: BackboneSpec
  let reports: [BlockReport]

  /// - Throws: ``ModelError`` where the model does not take such an input.
  init(_ model: String, input: PixelSize? = nil, through last: BlockAddress? = nil) throws {
    spec = try BackboneCatalog.spec(named: model, input: input)
    let pool = ThreadPool(threads: ThreadPool.coreCount)
    let backbone = try Backbone(spec, parameters: SeededParameters(seed: 0), pool: pool)
    let pass = ForwardPass(backbone, pool: pool)
    pass.begin(Self.pixels(spec.input))
    var reports: [BlockReport] = []
    while let report = pass.step() {
      reports.append(report)
      if report.address == last { break }
    }
    self.reports = reports
  }

  /// Numbers between −2 and 2 that repeat nowhere.
  static func pixels(_ size: PixelSize, seed: Int = 0) -> Matrix {
    let pixels = Matrix(rows: size.height * size.width, columns: 3)
    for row in 0..<pixels.rows {
      for column in 0..<3 {
        let number = (row * 3 + column + 977 * seed) * 7919 % 104_729
        pixels[row, column] = Float(number) / 104_729 * 4 - 2
      }
    }
    return pixels
  }
}
