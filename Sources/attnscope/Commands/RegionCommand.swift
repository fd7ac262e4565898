import ArgumentParser
import VisionTransformers

/// Prints which tokens a token attends to, by geometry alone.
struct RegionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "region",
    abstract: "Print which tokens a token attends to; no network is run.",
    usage: """
      attnscope region --model M --stage S --block B --token r,c [--layer image|feature]
      attnscope region --mechanism X --grid RxC --token r,c [--extent N] [--shift N]
      """)

  @Option(help: "The model whose block to look at.", completion: .models)
  var model: String?

  @Option(help: "The stage, from 1.")
  var stage: Int?

  @Option(help: "The block in the stage, from 1.")
  var block: Int?

  @Option(
    help: "The attention layer of the block: image, or feature (BOAT).", completion: .layers)
  var layer = "image"

  @Option(help: "The side of the model's input in pixels.")
  var input: Int?

  @Option(help: FeatureSpaceAttention.LoneCluster.help)
  var lastStage: FeatureSpaceAttention.LoneCluster?

  @Option(help: "A mechanism instead of a model.", completion: .mechanisms)
  var mechanism: String?

  @Option(help: "Rows and columns of tokens, such as 56x56.")
  var grid: GridArgument?

  @Option(help: "Window side, rows and columns of a pale, or stripe width.")
  var extent: Int?

  @Option(help: "Tokens by which windows are shifted.")
  var shift: Int?

  @Option(help: "The token: row,column, from 0.")
  var token: Place

  @Option(help: "One head, from 0; all of them unless told.")
  var head: Int?

  @Flag(help: "Which tokens attend to this one, instead of those it attends to.")
  var incoming = false

  @Flag(help: "List prefix tokens (class, distillation, messengers) too, as -1, -2, …")
  var prefix = false

  @Option(help: "A picture, for mechanisms that go by likeness.", completion: .file())
  var image: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let layer = try layerSpec()
    let pattern = try CommandFailure.usage { () throws(ModelError) in try layer.pattern() }
    let report = RegionReport(
      layer, pattern: pattern, query: try token.token(on: pattern.grid),
      heads: try heads(of: pattern), isIncoming: incoming, listsPrefix: prefix)
    if json { try printJSON(report) } else { print(report.text) }
  }

  private func heads(of pattern: AttentionPattern) throws(CommandFailure) -> [Int] {
    guard let head else { return Array(0..<pattern.heads) }
    guard (0..<pattern.heads).contains(head) else {
      throw CommandFailure(.usage, "--head is \(head): expected 0 to \(pattern.heads - 1)")
    }
    return [head]
  }

  private func layerSpec() throws -> AttentionLayerSpec {
    switch (model, mechanism) {
    case (let model?, nil): return try modelLayer(model)
    case (nil, let mechanism?):
      guard lastStage == nil else {
        throw CommandFailure(.usage, "--last-stage needs --model: a mechanism alone has no stages")
      }
      return try mechanismLayer(mechanism)
    default:
      throw CommandFailure(.usage, "region needs either --model or --mechanism")
    }
  }

  private func modelLayer(_ model: String) throws -> AttentionLayerSpec {
    guard let stage, let block else {
      throw CommandFailure(.usage, "region --model needs --stage and --block")
    }
    let spec = try ModelSelection(
      model: model, weights: "seeded", input: input.map { PixelSize(square: $0) },
      loneCluster: lastStage
    ).spec
    var layer = try spec.layer(stage: stage, block: block, space: layer)
    layer.context.features = try features(for: layer, input: spec.input, spec.preprocessing)
    return layer
  }

  private func mechanismLayer(_ name: String) throws -> AttentionLayerSpec {
    guard let grid = grid?.grid else {
      throw CommandFailure(.usage, "region --mechanism needs --grid")
    }
    let mechanism = try CommandFailure.usage { () throws(ModelError) in
      try MechanismCatalog.mechanism(named: name, on: grid, extent: extent, shift: shift)
    }
    var layer = AttentionLayerSpec(
      mechanism, context: BlockContext(grid: grid, heads: mechanism.headsWithoutModel))
    layer.context.features = try features(
      for: layer, input: PixelSize(height: 4 * grid.rows, width: 4 * grid.columns), .swin)
    return layer
  }

  /// What a mechanism goes by that clusters by likeness: the colours of a picture.
  private func features(
    for layer: AttentionLayerSpec, input: PixelSize, _ preprocessing: Preprocessing
  ) throws -> TokenFeatures? {
    guard layer.mechanism.followsFeatures else { return nil }
    let picture = try PictureSource(image).modelInput(
      preprocessing, size: input, asIs: false)
    return TokenFeatures(meanColorsOf: picture.picture, on: layer.context.grid)
  }
}
