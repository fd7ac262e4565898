/// Reorders the weights of a convolution so that each output reads its patch row by row, channels
/// last.
///
/// - Parameter weight: `[outputs, inputs, height, width]`, as PyTorch stores it.
/// - Returns: `[outputs, height · width · inputs]`.
public func channelsLast(_ weight: Tensor) -> [Float] {
  let extents = weight.shape.extents
  precondition(extents.count == 4, "\(weight.shape) is not the weight of a convolution")
  let (outputs, inputs, places) = (extents[0], extents[1], extents[2] * extents[3])
  guard places > 1 else { return weight.scalars }
  var arranged = [Float](repeating: 0, count: weight.scalars.count)
  for output in 0..<outputs {
    for input in 0..<inputs {
      for place in 0..<places {
        arranged[(output * places + place) * inputs + input] =
          weight.scalars[(output * inputs + input) * places + place]
      }
    }
  }
  return arranged
}

/// Folds `x · scale + shift`, done to each input channel, into the affine layer that follows it.
///
/// - Parameters:
///   - scale: One factor for each input.
///   - shift: One summand for each input.
///   - weight: `[outputs, inputs]`, row-major; changed in place.
///   - bias: `[outputs]`; changed in place.
public func fold(
  scale: [Float], shift: [Float], intoWeight weight: inout [Float], bias: inout [Float]
) {
  let inputs = scale.count
  precondition(
    weight.count == inputs * bias.count && shift.count == inputs,
    "\(weight.count) weights do not take \(inputs) inputs to \(bias.count) outputs")
  for output in bias.indices {
    var sum = Double(bias[output])
    for input in 0..<inputs {
      let index = output * inputs + input
      sum += Double(weight[index]) * Double(shift[input])
      weight[index] *= scale[input]
    }
    bias[output] = Float(sum)
  }
}

/// Folds `y · scale + shift`, done to each output channel, into the affine layer before it.
///
/// - Parameters:
///   - weight: `[outputs, inputs]`, row-major; changed in place.
///   - bias: `[outputs]`; changed in place.
///   - scale: One factor for each output.
///   - shift: One summand for each output.
public func fold(
  intoWeight weight: inout [Float], bias: inout [Float], scale: [Float], shift: [Float]
) {
  precondition(
    scale.count == bias.count && shift.count == bias.count && weight.count % bias.count == 0,
    "\(scale.count) scales and \(shift.count) shifts do not fit \(bias.count) outputs")
  let inputs = weight.count / bias.count
  for output in bias.indices {
    for index in output * inputs..<(output + 1) * inputs { weight[index] *= scale[output] }
    bias[output] = bias[output] * scale[output] + shift[output]
  }
}
