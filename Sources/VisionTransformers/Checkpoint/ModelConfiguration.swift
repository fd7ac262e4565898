import Checkpoints
import Foundation
import Images

/// What the JSON files beside a checkpoint say: timm's and transformers' `config.json`, and
/// transformers' `preprocessor_config.json`.
struct ModelConfiguration {
  private(set) var input: PixelSize?
  private(set) var labels: [String]?
  private var mean: [Float]?
  private var standardDeviation: [Float]?
  private var resize: Preprocessing.Resize?
  private var interpolation: Interpolation?

  /// Reads what there is; files that are missing say nothing.
  ///
  /// - Throws: ``CheckpointError`` where a file is there and is no JSON.
  init(besideCheckpoint path: String) throws(CheckpointError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    if let config = try Self.object(folder.appending(path: "config.json")) { read(config) }
    if let config = try Self.object(folder.appending(path: "preprocessor_config.json")) {
      readPreprocessor(config)
    }
  }

  /// Larger files are no configurations.
  private static let byteLimit = 16 << 20

  private static func object(_ file: URL) throws(CheckpointError) -> [String: Any]? {
    guard let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int,
      let data = size <= byteLimit ? try? Data(contentsOf: file) : nil
    else { return nil }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw CheckpointError("\(file.path.escapingControlCharacters) is no JSON object")
    }
    return object
  }

  private mutating func read(_ config: [String: Any]) {
    let timm = config["pretrained_cfg"] as? [String: Any] ?? config
    if let size = timm["input_size"] as? [Int], size.count == 3, Self.isSize(size[1]),
      Self.isSize(size[2])
    {
      input = PixelSize(height: size[1], width: size[2])
    } else if let side = config["image_size"] as? Int, Self.isSize(side) {
      input = PixelSize(square: side)
    }
    mean = Self.channels(timm["mean"])
    standardDeviation = Self.channels(timm["std"])
    if let fraction = timm["crop_pct"] as? Double, (0.1...1).contains(fraction) {
      resize = .cropFraction(fraction)
    }
    interpolation = (timm["interpolation"] as? String).flatMap(Interpolation.init(rawValue:))
    labels = Self.labels(config)
  }

  private mutating func readPreprocessor(_ config: [String: Any]) {
    mean = Self.channels(config["image_mean"]) ?? mean
    standardDeviation = Self.channels(config["image_std"]) ?? standardDeviation
    if let size = config["size"] as? [String: Int], let height = size["height"],
      let width = size["width"], Self.isSize(height), Self.isSize(width)
    {
      input = PixelSize(height: height, width: width)
      resize = .squash(PixelSize(square: 224))
    }
    switch config["resample"] as? Int {
    case 2: interpolation = .bilinear
    case 3: interpolation = .bicubic
    default: break
    }
  }

  /// A family's own preprocessing with what the files say in its place.
  func applied(to preprocessing: Preprocessing) -> Preprocessing {
    var applied = preprocessing
    if let mean { applied.mean = mean }
    if let standardDeviation { applied.standardDeviation = standardDeviation }
    if let resize { applied.resize = resize }
    if let interpolation { applied.interpolation = interpolation }
    return applied
  }

  private static func isSize(_ side: Int) -> Bool { (16...4096).contains(side) }

  private static func channels(_ value: Any?) -> [Float]? {
    guard let numbers = value as? [Double], numbers.count == 3,
      numbers.allSatisfy({ $0.isFinite && $0 > 0 })
    else { return nil }
    return numbers.map(Float.init)
  }

  private static func labels(_ config: [String: Any]) -> [String]? {
    if let names = config["label_names"] as? [String] { return names }
    guard let table = config["id2label"] as? [String: String] else { return nil }
    let names = (0..<table.count).compactMap { table[String($0)] }
    return names.count == table.count ? names : nil
  }
}
