import Checkpoints
import Images

/// What configurations say about preparing a picture; what they leave open is the family's.
struct ConfiguredPreprocessing: Sendable {
  /// The input that sizes are for.
  var reference: PixelSize?
  private var resize: Preprocessing.Resize?
  private var interpolation: Interpolation?
  private var mean: [Float]?
  private var standardDeviation: [Float]?

  /// A family's own preprocessing with what the files say in its place.
  func applied(to preprocessing: Preprocessing) -> Preprocessing {
    var applied = preprocessing
    if let mean { applied.mean = mean }
    if let standardDeviation { applied.standardDeviation = standardDeviation }
    if let interpolation { applied.interpolation = interpolation }
    if let resize {
      applied.resize = resize
      applied.reference = reference ?? preprocessing.reference
    }
    return applied
  }

  /// Reads timm's `pretrained_cfg`: `input_size`, `crop_pct`, `crop_mode`, `interpolation`, `mean`,
  /// `std`.
  mutating func read(timm config: JSONValue) throws(CheckpointError) {
    reference = PixelSize(json: config["input_size"])
    mean = Self.channels(config["mean"])
    standardDeviation = Self.deviations(config["std"])
    interpolation = try Self.interpolation(config["interpolation"]?.string)
    guard reference != nil || config["crop_pct"] != nil else { return }
    let fraction = config["crop_pct"]?.number ?? Self.usualCropFraction
    guard (0.1...1).contains(fraction) else { return }
    switch config["crop_mode"]?.string ?? "center" {
    case "center": resize = .cropFraction(fraction)
    case "squash":
      guard let reference else { return }
      resize = .squash(
        PixelSize(
          height: Int(Double(reference.height) / fraction),
          width: Int(Double(reference.width) / fraction)))
    case let mode:
      throw CheckpointError(
        "asks for the crop mode \(mode.escapingControlCharacters): expected center or squash")
    }
  }

  /// Reads transformers' `preprocessor_config.json`.
  mutating func read(transformers config: JSONValue) throws(CheckpointError) {
    readStatistics(config)
    guard config["do_resize"] != .bool(false) else { return }
    interpolation = try Self.interpolation(config["resample"]) ?? interpolation
    let crop =
      config["do_center_crop"] == .bool(false) ? nil : PixelSize(sides: config["crop_size"])
    let type = (config["image_processor_type"] ?? config["feature_extractor_type"])?.string ?? ""
    let keepsProportions = ["CLIP", "ConvNext", "LeViT", "Levit", "BiT", "Bit"]
      .contains(where: type.hasPrefix)
    let size = config["size"]
    if let target = PixelSize(sides: size), size?.object != nil || !keepsProportions {
      reference = crop ?? target
      resize = .squash(target)
    } else if let shorter = size?["shortest_edge"]?.integer ?? size?.integer {
      readShorterSide(shorter, crop: crop, fraction: config["crop_pct"]?.number)
    }
  }

  /// Reads a resize that keeps the proportions. ConvNeXt's processor enlarges by a fraction before
  /// the crop, and squashes pictures for large inputs.
  private mutating func readShorterSide(_ side: Int, crop: PixelSize?, fraction: Double?) {
    guard let input = crop ?? PixelSize(json: .integer(side)) else { return }
    reference = input
    switch fraction {
    case let fraction? where crop == nil && side < 384 && (0.1...1).contains(fraction):
      resize = .cropFraction(fraction)
    case _? where crop == nil && side >= 384: resize = .squash(input)
    default: resize = .shorterSide(min(side, 1 << 14))
    }
  }

  /// Reads mean and deviation, for values from 0 to 1 whatever the file scales them to.
  private mutating func readStatistics(_ config: JSONValue) {
    mean = Self.channels(config["image_mean"]) ?? mean
    standardDeviation = Self.deviations(config["image_std"]) ?? standardDeviation
    if config["do_normalize"] == .bool(false) {
      (mean, standardDeviation) = ([0, 0, 0], [1, 1, 1])
    }
    let factor =
      config["do_rescale"] == .bool(false) ? 1 : config["rescale_factor"]?.number ?? 1 / 255.0
    guard abs(factor * 255 - 1) > 1e-6, factor.isFinite, factor > 0 else { return }
    mean = mean?.map { Float(Double($0) / (factor * 255)) }
    standardDeviation = standardDeviation?.map { Float(Double($0) / (factor * 255)) }
  }

  /// What timm takes where a configuration has none.
  private static let usualCropFraction = 0.875

  private static func channels(_ value: JSONValue?) -> [Float]? {
    let numbers = value?.array?.compactMap(\.number).map(Float.init) ?? []
    return numbers.count == 3 && numbers.allSatisfy(\.isFinite) ? numbers : nil
  }

  private static func deviations(_ value: JSONValue?) -> [Float]? {
    channels(value).flatMap { $0.allSatisfy { $0 > 0 } ? $0 : nil }
  }

  /// An interpolation as timm names it.
  private static func interpolation(_ name: String?) throws(CheckpointError) -> Interpolation? {
    guard let name else { return nil }
    guard let interpolation = Interpolation(rawValue: name) else {
      throw CheckpointError(
        "asks for the interpolation \(name.escapingControlCharacters): expected bilinear or bicubic"
      )
    }
    return interpolation
  }

  /// An interpolation as Pillow numbers it.
  private static func interpolation(_ number: JSONValue?) throws(CheckpointError) -> Interpolation?
  {
    switch number?.integer {
    case nil: return nil
    case 2: return .bilinear
    case 3: return .bicubic
    case let number?:
      throw CheckpointError(
        "asks for Pillow's interpolation \(number): expected 2, bilinear, or 3, bicubic")
    }
  }
}

extension PixelSize {
  /// A size as transformers has it: a side, or `{"height", "width"}`.
  fileprivate init?(sides: JSONValue?) {
    if let height = sides?["height"], let width = sides?["width"] {
      self.init(json: .array([height, width]))
    } else {
      self.init(json: sides)
    }
  }
}
