import ArgumentParser
import Tensors
import VisionTransformers

/// Which model to use, and where its numbers come from.
struct ModelOptions: ParsableArguments {
  @Option(help: "The model; `attnscope models` lists them.")
  var model = "pale-t"

  @Option(help: "Where the parameters come from: seeded[:N].")
  var weights = "seeded:0"

  @Option(help: "The side of the input in pixels.")
  var input: Int?

  /// What the model is made of.
  ///
  /// - Throws: ``CommandFailure`` where there is no such model, or it does not take such an input.
  func spec() throws(CommandFailure) -> BackboneSpec {
    try Self.spec(named: model, input: input)
  }

  static func spec(named model: String, input: Int?) throws(CommandFailure) -> BackboneSpec {
    if let input, !(32...4096).contains(input) {
      throw CommandFailure(.usage, "--input is \(input): expected 32 to 4096 pixels")
    }
    return try CommandFailure.usage { () throws(ModelError) in
      try BackboneCatalog.spec(named: model, input: input.map { PixelSize(square: $0) })
    }
  }

  /// Where the parameters come from.
  func source() throws(CommandFailure) -> any ParameterSource {
    try WeightsReference(weights).source()
  }
}

/// Where parameters come from, as people type it.
enum WeightsReference: Hashable, Sendable {
  case seeded(UInt64)

  init(_ text: String) throws(CommandFailure) {
    if text == "seeded" {
      self = .seeded(0)
    } else if text.hasPrefix("seeded:"), let seed = UInt64(text.dropFirst(7)) {
      self = .seeded(seed)
    } else {
      throw CommandFailure(
        .usage, "--weights is \(text.debugDescription): expected seeded or seeded:N")
    }
  }

  func source() throws(CommandFailure) -> any ParameterSource {
    switch self {
    case .seeded(let seed): SeededParameters(seed: seed)
    }
  }
}

/// How many threads compute.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads that compute; the machine's cores unless told.")
  var threads: Int?

  mutating func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads is \(threads): expected 1 to 256")
    }
  }

  var count: Int { threads ?? ThreadPool.coreCount }
}
