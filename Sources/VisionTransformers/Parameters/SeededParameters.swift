public import Tensors

/// Parameters that follow from a seed and their names: a model runs with no file at hand.
///
/// Regions and costs are exact with them; attention weights are not those of a trained model.
public struct SeededParameters: ParameterSource {
  public var seed: UInt64

  public init(seed: UInt64 = 0) { self.seed = seed }

  public func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
    SeededNumbers.tensor(named: name, shape: shape, seed: seed)
  }

  public func rows(named name: String, shape: Shape) throws(ModelError) -> ParameterRows {
    let length = shape.rowLength
    return { [seed] rows in
      let places = rows.lowerBound * length..<rows.upperBound * length
      return SeededNumbers.numbers(places, named: name, shape: shape, seed: seed)
    }
  }
}
