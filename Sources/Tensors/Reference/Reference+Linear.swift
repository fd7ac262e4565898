extension Reference {
  /// y = x·Wᵀ + b.
  static func linear(_ x: Matrix, weight: Tensor, bias: Tensor?, into y: Matrix, adding: Bool) {
    let (outputs, inputs) = (weight.shape.extents[0], weight.shape.extents[1])
    for row in 0..<x.rows {
      let values = x.row(row)
      for output in 0..<outputs {
        var sum = Double(bias?.scalars[output] ?? 0) + Double(adding ? y[row, output] : 0)
        for input in 0..<inputs {
          sum += Double(values[input]) * Double(weight.scalars[output * inputs + input])
        }
        y[row, output] = Float(sum)
      }
    }
  }
}
