/// Two values between which a scale of colours goes.
public struct ValueRange: Hashable, Sendable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The values below which so much of the numbers lies, so that a few odd ones do not take the scale
  /// for themselves; between two numbers, what lies between them in proportion.
  ///
  /// - Parameters:
  ///   - numbers: At least one, or the range is 0 to 0.
  ///   - lower: A part of 1.
  ///   - upper: A part of 1.
  public init(of numbers: [Float], from lower: Double = 0, to upper: Double = 1) {
    let sorted = numbers.map(Double.init).sorted()
    low = Self.quantile(lower, ofSorted: sorted)
    high = Self.quantile(upper, ofSorted: sorted)
  }

  /// Where a value lies between the two: 0 to 1, and a half where they are the same.
  public func position(of value: Double) -> Double {
    guard high > low else { return 0.5 }
    return min(1, max(0, (value - low) / (high - low)))
  }

  /// The value below which a part of some numbers lies; 0 where there are none.
  static func quantile(_ part: Double, ofSorted numbers: [Double]) -> Double {
    guard !numbers.isEmpty else { return 0 }
    let place = min(1, max(0, part)) * Double(numbers.count - 1)
    let below = Int(place)
    let above = min(below + 1, numbers.count - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - Double(below))
  }
}
