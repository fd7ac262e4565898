import Checkpoints
import Foundation
import Images
import Synchronization
import Tensors
import VisionTransformers

/// One run of a model on the golden picture, with what the reference answers to it.
struct GoldenRun: Sendable {
  let file: SafetensorsFile
  /// Attention rows of the reference; in a file of their own where `file` has none.
  let rows: SafetensorsFile
  let reports: [BlockReport]
  /// The tokens after each block, in the reference's order: `[tokens, channels]`.
  let blocks: [Tensor]
  let logits: [Float]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Golden")

  private static let runs = Mutex<[String: GoldenRun]>([:])

  /// The run of a model, made once however many tests look at it; with the clusters of the reference,
  /// or with those that attention in feature space finds itself; on the golden picture, or on one
  /// whose pixels are each one float away from it.
  static func of(
    _ model: String, seed: UInt64 = 0, givenClusters: Bool = false, isNudged: Bool = false
  ) throws -> GoldenRun {
    try runs.withLock { runs in
      let key = "\(model) \(seed) \(givenClusters) \(isNudged)"
      if let run = runs[key] { return run }
      let run = try GoldenRun(
        model, seed: seed, givenClusters: givenClusters, isNudged: isNudged)
      runs[key] = run
      return run
    }
  }

  private init(_ model: String, seed: UInt64, givenClusters: Bool, isNudged: Bool) throws {
    var spec = try BackboneCatalog.spec(named: model)
    if givenClusters { try spec.takeClusters(from: try Self.file(named: model)) }
    try self.init(
      file: model, spec, SeededParameters(seed: seed),
      picture: Image.read(path: Self.folder.appending(path: "input-0.png").path),
      isNudged: isNudged)
  }

  private static func file(named name: String) throws -> SafetensorsFile {
    try SafetensorsFile(path: folder.appending(path: "\(name).safetensors").path)
  }

  /// Runs a model on a picture as it is.
  ///
  /// - Parameters:
  ///   - file: The name of the reference's file.
  ///   - spec: The model, for pictures of this size.
  ///   - parameters: Where its numbers come from.
  ///   - picture: The picture.
  ///   - isNudged: Whether each number of the input is replaced by the next float above or below it.
  /// - Throws: What is wrong with the file or the model.
  init(
    file: String, _ spec: BackboneSpec, _ parameters: some ParameterSource, picture: Image,
    isNudged: Bool = false
  ) throws {
    self.file = try Self.file(named: file)
    let rowsPath = Self.folder.appending(path: "\(file)-rows.safetensors").path
    rows =
      FileManager.default.fileExists(atPath: rowsPath)
      ? try SafetensorsFile(path: rowsPath) : self.file
    let pool = ThreadPool(threads: ThreadPool.coreCount)
    let pass = ForwardPass(try Backbone(spec, parameters: parameters, pool: pool), pool: pool)
    let pixels = try spec.preprocessing.input(from: picture, size: spec.input, asIs: true).pixels
    if isNudged { Self.nudge(pixels) }
    pass.begin(pixels)
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

  /// Moves every other number up and the rest down by one unit in the last place.
  private static func nudge(_ pixels: Matrix) {
    for row in 0..<pixels.rows {
      for column in 0..<pixels.columns {
        let number = pixels[row, column]
        pixels[row, column] =
          (row * pixels.columns + column).isMultiple(of: 2) ? number.nextUp : number.nextDown
      }
    }
  }
}
