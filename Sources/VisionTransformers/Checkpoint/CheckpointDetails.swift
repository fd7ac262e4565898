/// What a file says of layers that models of every family have, and that tells one model from another
/// of the same sizes: channels inside of MLPs, whether queries, keys and values have biases, and the
/// ε of layer norms where a configuration of transformers has one.
struct CheckpointDetails {
  /// The model with these details.
  private(set) var spec: BackboneSpec
  private let shapes: CheckpointShapes
  /// What is not as in the published models, for people.
  private var remarks: [String] = []

  /// - Parameters:
  ///   - spec: A model as it is published, of the file's widths and depths.
  ///   - shapes: The file.
  ///   - hints: What shapes do not tell.
  init(_ spec: BackboneSpec, in shapes: CheckpointShapes, hints: CheckpointHints) {
    self.spec = spec
    self.shapes = shapes
    readHiddenChannels()
    readBiases()
    if shapes.dialect.isTransformers, let epsilon = hints.configuration.normEpsilon {
      take(epsilon: epsilon)
    }
    guard !remarks.isEmpty else { return }
    let remark = remarks.joined(separator: ", ")
    let isDescription = spec.name.hasSuffix(")")
    self.spec.name =
      isDescription ? "\(spec.name.dropLast()), \(remark))" : "\(spec.name) (\(remark))"
  }

  /// Takes for each stage the channels that most of its MLPs have.
  private mutating func readHiddenChannels() {
    var ratios: [Double] = []
    var isAsPublished = true
    for stage in spec.stages.indices {
      let votes = spec.stages[stage].blocks.flatMap { block in
        block.sublayers.compactMap { $0 as? FeedForwardSpec }.flatMap { hiddenChannels($0, block) }
      }
      guard let hidden = CheckpointShapes.mostFrequent(votes) else { continue }
      ratios.append(Double(hidden) / Double(spec.stages[stage].width))
      spec.changeSublayers(FeedForwardSpec.self, inStage: stage) { layer in
        isAsPublished = isAsPublished && layer.hidden == hidden
        layer.hidden = hidden
      }
    }
    guard !isAsPublished else { return }
    let shown = Set(ratios).count == 1 ? Array(ratios.prefix(1)) : ratios
    remarks.append("mlp ratio " + shown.map(Self.text).joined(separator: "/"))
  }

  /// A ratio with as many of two decimals as it needs: `2`, `2.5`.
  private static func text(_ ratio: Double) -> String {
    let hundredths = Int((100 * ratio).rounded())
    let text = "\(Double(hundredths) / 100)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func hiddenChannels(_ layer: FeedForwardSpec, _ block: BlockSpec) -> [Int] {
    let (expand, contract) = ("\(block.name).\(layer.names.0)", "\(block.name).\(layer.names.1)")
    return [
      shapes.extent(0, of: "\(expand).weight"), shapes.extent(0, of: "\(expand).bias"),
      shapes.extent(1, of: "\(contract).weight"),
    ].compactMap { $0 }
  }

  /// Takes all biases away where the file has not a single one.
  private mutating func readBiases() {
    let names = spec.addresses.flatMap { address in
      spec[address].sublayers.compactMap { $0 as? any BiasedProjection }.flatMap { layer in
        layer.biasNames.map { "\(spec[address].name).\($0)" }
      }
    }
    guard !names.isEmpty, !shapes.contains(anyOf: names) else { return }
    spec.changeSublayers((any BiasedProjection).self) { $0.hasBias = false }
    remarks.append("no qkv bias")
  }

  /// In transformers the setting holds for the norms of blocks and before the classifier.
  private mutating func take(epsilon: Float) {
    spec.changeSublayers(MultiHeadAttentionSpec.self) { $0.norm.epsilon = epsilon }
    spec.changeSublayers(FeedForwardSpec.self) { $0.norm.epsilon = epsilon }
    spec.head.norm?.epsilon = epsilon
  }
}
