/// The largest difference between two lists of numbers, in standard deviations of the expected ones.
func deviation(of found: [Float], from expected: [Float]) -> Double {
  guard found.count == expected.count, !expected.isEmpty else { return .infinity }
  let mean = expected.reduce(0) { $0 + Double($1) } / Double(expected.count)
  let squares = expected.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
  let largest = zip(found, expected).map { abs(Double($0) - Double($1)) }.max() ?? 0
  return largest / (squares / Double(expected.count)).squareRoot()
}
