import Checkpoints
import Foundation
import Images
import Synchronization
import Tensors
import VisionTransformers

/// One run of a model on the golden picture, with what the reference answers to it.
struct GoldenRun: Sendable {
  let file: SafetensorsFile
  let reports: [BlockReport]
  /// The tokens after each block, in the reference's order: `[tokens, channels]`.
  let blocks: [Tensor]
  let logits: [Float]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Golden")

  private static let runs = Mutex<[String: GoldenRun]>([:])

  /// The run of a model, made once however many tests look at it; with the clusters of the reference,
  /// or with those that attention in feature space finds itself.
  static func of(
    _ model: String, seed: UInt64 = 0, givenClusters: Bool = false
  ) throws -> GoldenRun {
    try runs.withLock { runs in
      let key = "\(model) \(seed) \(givenClusters)"
      if let run = runs[key] { return run }
      let run = try GoldenRun(model, seed: seed, givenClusters: givenClusters)
      runs[key] = run
      return run
    }
  }

  private init(_ model: String, seed: UInt64, givenClusters: Bool) throws {
    file = try SafetensorsFile(path: Self.folder.appending(path: "\(model).safetensors").path)
    var spec = try BackboneCatalog.spec(named: model)
    if givenClusters { try spec.takeClusters(from: file) }
    let pool = ThreadPool(threads: ThreadPool.coreCount)
    let backbone = try Backbone(spec, parameters: SeededParameters(seed: seed), pool: pool)
    let pass = ForwardPass(backbone, pool: pool)
    pass.begin(try Self.pixels(spec))
    var reports: [BlockReport] = []
    var blocks: [Tensor] = []
    while let report = pass.step() {
      reports.append(report)
      let tokens = pass.tokens.tensor
      let mechanism = spec[report.address].attention.first?.mechanism
      blocks.append(
        try (mechanism as? MessengerAttention)
          .map { try tokens.ordered(by: $0, on: report.grid) } ?? tokens)
    }
    self.reports = reports
    self.blocks = blocks
    logits = pass.logits
  }

  /// The golden picture, fed as it is.
  private static func pixels(_ spec: BackboneSpec) throws -> Matrix {
    let image = try Image.read(path: folder.appending(path: "input-0.png").path)
    return try spec.preprocessing.input(from: image, size: spec.input, asIs: true).pixels
  }
}
