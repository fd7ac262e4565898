import Tensors
import VisionTransformers

/// Parameters of another source, some of them multiplied.
struct ScaledParameters: ParameterSource {
  var source: any ParameterSource
  /// Factors by the end of a parameter's name.
  var factors: [String: Float]

  func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
    var tensor = try source.tensor(named: name, shape: shape)
    for (ending, factor) in factors where name.hasSuffix(ending) {
      for index in tensor.scalars.indices { tensor.scalars[index] *= factor }
    }
    return tensor
  }
}
