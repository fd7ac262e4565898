import Checkpoints
import Foundation
import Images

/// What the JSON files beside a checkpoint say: timm's and transformers' `config.json`, and
/// transformers' `preprocessor_config.json`.
struct ModelConfiguration: Sendable {
  /// The size of the input.
  var input: PixelSize?
  /// Heads of each stage.
  var heads: [Int]?
  /// The ε of layer norms, where transformers has one.
  var normEpsilon: Float?
  /// Names of the classes.
  var labels: [String]?
  /// What the model is called, in small letters: timm's architecture, transformers' model type.
  var names: [String] = []
  var preprocessing = ConfiguredPreprocessing()

  /// Says nothing.
  init() {}

  /// Reads what there is; files that are missing say nothing.
  ///
  /// - Throws: ``CheckpointError`` where a file is there and is no JSON, or asks for something that
  ///   cannot be done here.
  init(besideCheckpoint path: String) throws(CheckpointError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    let config = folder.appending(path: "config.json").path
    let preprocessor = folder.appending(path: "preprocessor_config.json").path
    if let json = try Self.json(config) {
      try Self.reading(config) { () throws(CheckpointError) in try read(json) }
    }
    if let json = try Self.json(preprocessor) {
      try Self.reading(preprocessor) { () throws(CheckpointError) in
        try preprocessing.read(transformers: json)
      }
      input = input ?? preprocessing.reference
    }
  }

  private static func json(_ path: String) throws(CheckpointError) -> JSONValue? {
    FileManager.default.fileExists(atPath: path) ? try JSONValue(path: path) : nil
  }

  private static func reading(
    _ path: String, _ body: () throws(CheckpointError) -> Void
  ) throws(CheckpointError) {
    do throws(CheckpointError) { try body() } catch {
      throw CheckpointError("\(path.escapingControlCharacters) \(error)")
    }
  }

  private mutating func read(_ config: JSONValue) throws(CheckpointError) {
    let arguments = config["model_args"]
    names = [config["architecture"]?.string, config["model_type"]?.string]
      .compactMap { $0?.lowercased() }
    labels = Self.labels(config)
    heads = Self.heads(
      config["num_heads"] ?? config["num_attention_heads"] ?? arguments?["num_heads"])
    if config["model_type"] != nil, let activation = config["hidden_act"]?.string,
      !activation.hasPrefix("gelu") || activation == "gelu_new" || activation == "gelu_fast"
    {
      throw CheckpointError(
        "asks for the activation \(activation.escapingControlCharacters): expected gelu")
    }
    normEpsilon = config["layer_norm_eps"]?.number.flatMap {
      $0 >= 0 && $0 < 1 ? Float($0) : nil
    }
    try preprocessing.read(timm: config["pretrained_cfg"] ?? config)
    input =
      PixelSize(json: arguments?["img_size"]) ?? preprocessing.reference
      ?? PixelSize(json: config["image_size"])
  }

  private static func heads(_ value: JSONValue?) -> [Int]? {
    let heads = value?.array?.map(\.integer) ?? [value?.integer]
    return heads.allSatisfy { (1...4096).contains($0 ?? 0) } ? heads.compactMap { $0 } : nil
  }

  /// The names of the classes by their numbers, with their descriptions where there are some.
  private static func labels(_ config: JSONValue) -> [String]? {
    let table = config["label_names"] ?? config["id2label"]
    var names = table?.array?.compactMap(\.string)
    if let numbered = table?.object {
      names = (0..<numbered.count).compactMap { numbered["\($0)"]?.string }
      if names?.count != numbered.count { names = nil }
    }
    let descriptions = config["label_descriptions"]
    return names?.map { descriptions?[$0]?.string ?? $0 }
  }
}

extension PixelSize {
  /// A size as configurations have it: a side, `[height, width]`, or `[channels, height, width]`;
  /// `nil` where it is none, or one that no model takes.
  init?(json: JSONValue?) {
    let numbers = json?.array?.map(\.integer) ?? [json?.integer, json?.integer]
    guard numbers.count == 2 || numbers.count == 3 && numbers[0] == 3,
      let height = numbers[numbers.count - 2], let width = numbers[numbers.count - 1],
      Self.sides.contains(height), Self.sides.contains(width)
    else { return nil }
    self.init(height: height, width: width)
  }

  /// The sides of inputs that configurations may ask for.
  private static let sides = 16...1536
}
