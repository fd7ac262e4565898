/// A layer whose biases a model may lack: those that the published codes make only with `qkv_bias`.
protocol BiasedProjection: SublayerSpec {
  var hasBias: Bool { get set }

  /// The names of the biases in the block; empty where the layer never has any.
  var biasNames: [String] { get }
}

extension MultiHeadAttentionSpec: BiasedProjection {
  var hasBias: Bool {
    get { projection.hasBias }
    set { projection.hasBias = newValue }
  }

  var biasNames: [String] {
    let name = projection.name
    return switch projection.form {
    case .fused: ["\(name).bias"]
    case .pointwise: []
    case .separable: (0..<3).flatMap { ["\(name).\($0).dw.bias", "\(name).\($0).pw.bias"] }
    case .spatialReduction: ["\(name).q.bias", "\(name).kv.bias"]
    }
  }
}

extension FeatureSpaceLocalAttentionSpec: BiasedProjection {
  var biasNames: [String] { ["\(name).qkv.bias"] }
}

extension NeighborWindowConnectionSpec: BiasedProjection {
  var biasNames: [String] { ["\(name).bias"] }
}
