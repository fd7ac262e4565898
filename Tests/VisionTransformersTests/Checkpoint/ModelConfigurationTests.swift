import Testing

@testable import VisionTransformers

/// What files beside a checkpoint say of its input, its heads, its classes and its pictures.
@Suite struct ModelConfigurationTests {
  func read(_ files: [String: String]) throws -> ModelConfiguration {
    let folder = try CheckpointFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try ModelConfiguration(besideCheckpoint: "\(folder.path)/model.safetensors")
  }

  func problem(_ files: [String: String]) -> String {
    do {
      _ = try read(files)
      return "none"
    } catch {
      return "\("\(error)".split(separator: "/").last ?? "")"
    }
  }

  func prepared(_ config: String, preprocessor: Bool = false) throws -> Preprocessing {
    try read([preprocessor ? "preprocessor_config.json" : "config.json": config])
      .preprocessing.applied(to: .swin)
  }

  @Test func nothingBesideSaysNothing() throws {
    let configuration = try read([:])
    #expect(configuration.input == nil && configuration.heads == nil)
    #expect(configuration.labels == nil && configuration.names.isEmpty)
    #expect(configuration.preprocessing.applied(to: .dat) == .dat)
  }

  @Test func timmsConfigurationIsRead() throws {
    let configuration = try read([
      "config.json": """
      {"architecture": "swin_base_patch4_window12_384", "num_classes": 2, "num_features": 1024,
       "label_names": ["n1", "n2"], "label_descriptions": {"n2": "two"},
       "model_args": {"num_heads": [4, 8, 16, 32]},
       "pretrained_cfg": {"input_size": [3, 384, 320], "crop_pct": 0.95, "interpolation": "bilinear",
         "mean": [0, 0.5, 1], "std": [1, 0.5, 0.25], "crop_mode": "center"}}
      """
    ])
    #expect(configuration.input == PixelSize(height: 384, width: 320))
    #expect(configuration.heads == [4, 8, 16, 32])
    #expect(configuration.labels == ["n1", "two"])
    #expect(configuration.names == ["swin_base_patch4_window12_384"])
    #expect(
      configuration.preprocessing.applied(to: .swin)
        == Preprocessing(
          resize: .cropFraction(0.95), for: PixelSize(height: 384, width: 320),
          interpolation: .bilinear, mean: [0, 0.5, 1], standardDeviation: [1, 0.5, 0.25]))
  }

  @Test func oldFilesOfTimmHaveTheirKeysOnTop() throws {
    let configuration = try read([
      "config.json": #"{"architecture": "vit", "input_size": [3, 240, 240], "crop_pct": 1.0}"#
    ])
    #expect(configuration.input == PixelSize(square: 240))
    #expect(configuration.preprocessing.applied(to: .vit).resize == .cropFraction(1))
  }

  @Test func timmSquashesWhereItSaysSo() throws {
    let squashing = try prepared(
      #"{"pretrained_cfg": {"input_size": [3,384,384], "crop_pct": 0.9, "crop_mode": "squash"}}"#)
    #expect(squashing.resize == .squash(PixelSize(square: 426)))
    #expect(squashing.reference == PixelSize(square: 384))
    let usual = try prepared(#"{"pretrained_cfg": {"input_size": [3,224,224]}}"#)
    #expect(usual.resize == .cropFraction(0.875))
  }

  @Test func transformersConfigurationIsRead() throws {
    let swin = try read([
      "config.json": """
      {"model_type": "swin", "image_size": 192, "num_heads": [1, 2], "hidden_act": "gelu",
       "layer_norm_eps": 1e-3, "id2label": {"1": "b", "0": "a", "2": "c"}}
      """
    ])
    #expect(swin.input == PixelSize(square: 192) && swin.heads == [1, 2])
    #expect(swin.normEpsilon == 1e-3)
    #expect(swin.labels == ["a", "b", "c"] && swin.names == ["swin"])
    let vit = try read([
      "config.json": #"{"model_type": "vit", "image_size": [96, 64], "num_attention_heads": 3}"#
    ])
    #expect(vit.input == PixelSize(height: 96, width: 64) && vit.heads == [3])
    #expect(vit.labels == nil)
  }

  @Test(arguments: [
    (#"{"size": 224, "resample": 3}"#, Preprocessing.Resize.squash(PixelSize(square: 224)), 224),
    (#"{"size": {"height": 224, "width": 224}}"#, .squash(PixelSize(square: 224)), 224),
    (
      #"{"size": 256, "crop_size": 224, "do_center_crop": true}"#,
      .squash(PixelSize(square: 256)), 224
    ),
    (
      #"{"size": {"height": 256, "width": 256}, "crop_size": {"height": 224, "width": 224}}"#,
      .squash(PixelSize(square: 256)), 224
    ),
    (
      #"{"size": 256, "crop_size": 224, "do_center_crop": false}"#,
      .squash(PixelSize(square: 256)), 256
    ),
    (
      #"{"size": {"shortest_edge": 437}, "crop_size": {"height": 384, "width": 384}}"#,
      .shorterSide(437), 384
    ),
    (
      #"{"size": 256, "crop_size": 224, "feature_extractor_type": "CLIPFeatureExtractor"}"#,
      .shorterSide(256), 224
    ),
    (#"{"size": {"shortest_edge": 224}, "crop_pct": 0.875}"#, .cropFraction(0.875), 224),
    (#"{"size": {"shortest_edge": 384}, "crop_pct": 0.875}"#, .squash(PixelSize(square: 384)), 384),
    (#"{"do_resize": false, "size": 100}"#, .shorterSide(256), 224),
  ])
  func transformersSizesAreRead(
    json: String, resize: Preprocessing.Resize, reference: Int
  ) throws {
    let preprocessing = try prepared(json, preprocessor: true)
    #expect(preprocessing.resize == resize)
    #expect(preprocessing.reference == PixelSize(square: reference))
  }

  @Test func statisticsAreForValuesUpToOne() throws {
    let plain = try prepared(
      #"{"image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25], "resample": 2}"#,
      preprocessor: true)
    #expect(plain.mean == [0.5, 0.5, 0.5] && plain.standardDeviation == [0.25, 0.25, 0.25])
    #expect(plain.interpolation == .bilinear)
    let bytes = try prepared(
      #"{"image_mean": [51, 51, 51], "image_std": [102, 102, 102], "do_rescale": false}"#,
      preprocessor: true)
    #expect(bytes.mean == [0.2, 0.2, 0.2] && bytes.standardDeviation == [0.4, 0.4, 0.4])
    let none = try prepared(#"{"do_normalize": false}"#, preprocessor: true)
    #expect(none.mean == [0, 0, 0] && none.standardDeviation == [1, 1, 1])
  }

  @Test func thePreprocessorStandsBeforeTheModel() throws {
    let both = try read([
      "config.json": #"{"model_type": "vit", "image_size": 384}"#,
      "preprocessor_config.json": #"{"size": 224, "image_mean": [0.5, 0.5, 0.5]}"#,
    ])
    #expect(both.input == PixelSize(square: 384))
    #expect(both.preprocessing.reference == PixelSize(square: 224))
    let alone = try read(["preprocessor_config.json": #"{"size": 288}"#])
    #expect(alone.input == PixelSize(square: 288))
  }

  @Test(arguments: [
    (
      #"{"pretrained_cfg": {"interpolation": "lanczos"}}"#,
      "config.json asks for the interpolation lanczos: expected bilinear or bicubic"
    ),
    (
      #"{"pretrained_cfg": {"crop_pct": 1, "crop_mode": "border\u001b[2J"}}"#,
      #"config.json asks for the crop mode border\u{1B}[2J: expected center or squash"#
    ),
    (
      #"{"model_type": "vit", "hidden_act": "quick_gelu"}"#,
      "config.json asks for the activation quick_gelu: expected gelu"
    ),
  ])
  func whatCannotBeDoneIsSaid(json: String, sentence: String) {
    #expect(problem(["config.json": json]) == sentence)
  }

  @Test func brokenFilesAreNamed() {
    #expect(problem(["config.json": "{"]).hasPrefix("config.json is not as it has to be"))
    #expect(
      problem(["preprocessor_config.json": #"{"resample": 1}"#])
        == "preprocessor_config.json asks for Pillow's interpolation 1: expected 2, bilinear, or 3, "
        + "bicubic")
  }

  @Test(arguments: [
    #"[1, 2]"#, #"{"image_size": -1, "num_heads": [0], "id2label": {"7": "x"}}"#,
    #"{"image_size": 1e99, "num_heads": "many", "label_names": 3}"#,
    #"{"pretrained_cfg": {"input_size": [1, 28, 28], "mean": [0.1], "std": [0, 0, 0]}}"#,
    #"{"crop_pct": 0, "mean": [1, 2], "id2label": []}"#,
  ])
  func whatMakesNoSenseSaysNothing(json: String) throws {
    let configuration = try read(["config.json": json])
    #expect(configuration.input == nil && configuration.heads == nil)
    #expect((configuration.labels ?? []).isEmpty)
    #expect(configuration.preprocessing.applied(to: .dat) == .dat)
  }
}
