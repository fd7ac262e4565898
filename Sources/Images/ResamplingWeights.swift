/// Which pixels of an axis make each pixel of the resized axis, and with what weight.
///
/// Weights are fixed-point numbers, as Pillow's: their sum is about 2²², so that the sum over bytes
/// fits in 32 bits. When a picture shrinks the kernel is widened, so that every pixel takes part.
struct ResamplingWeights {
  /// For each wanted pixel of the resized axis: the first pixel it is made of.
  private(set) var starts: [Int] = []
  /// Where its weights begin in `weights`; one more entry marks the end.
  private(set) var offsets: [Int] = [0]
  private(set) var weights: [Int32] = []

  /// - Parameters:
  ///   - count: Pixels of the axis.
  ///   - size: Pixels of the resized axis; where it is the same, pixels stay what they are.
  ///   - range: Which of these are wanted.
  ///   - interpolation: The kernel.
  init(from count: Int, to size: Int, range: Range<Int>, interpolation: Interpolation) {
    guard size != count else {
      starts = Array(range)
      offsets = Array(0...range.count)
      weights = [Int32](repeating: Self.one, count: range.count)
      return
    }
    let scale = Double(count) / Double(size)
    let widening = max(scale, 1)
    let support = interpolation.support * widening
    let inverse = 1 / widening
    for index in range {
      let center = (Double(index) + 0.5) * scale
      let start = max(Int(center - support + 0.5), 0)
      let end = min(Int(center + support + 0.5), count)
      let heights = (start..<end).map { pixel in
        interpolation.weight(at: (Double(pixel) - center + 0.5) * inverse)
      }
      let sum = heights.reduce(0, +)
      starts.append(start)
      weights += heights.map { Self.fixedPoint(sum == 0 ? $0 : $0 / sum) }
      offsets.append(weights.count)
    }
  }

  /// How many pixels of the resized axis are wanted.
  var count: Int { starts.count }

  /// The pixels that all wanted pixels together are made of.
  var sources: Range<Int> {
    guard let first = starts.first, let last = starts.indices.last else { return 0..<0 }
    return first..<end(of: last)
  }

  /// Behind the last pixel that a wanted pixel is made of.
  func end(of index: Int) -> Int { starts[index] + offsets[index + 1] - offsets[index] }

  /// Resamples one row of red, green, blue.
  ///
  /// - Parameters:
  ///   - pixels: The picture.
  ///   - base: Where the row begins in it.
  ///   - target: One pixel for each wanted one.
  func resample(_ pixels: [UInt8], from base: Int, into target: inout [UInt8]) {
    let (pixels, starts, offsets, weights) = (pixels.span, starts.span, offsets.span, weights.span)
    var target = target.mutableSpan
    for index in starts.indices {
      var (red, green, blue) = (Self.half, Self.half, Self.half)
      var source = base + starts[index] * 3
      for offset in offsets[index]..<offsets[index + 1] {
        let weight = weights[offset]
        red &+= weight &* Int32(pixels[source])
        green &+= weight &* Int32(pixels[source + 1])
        blue &+= weight &* Int32(pixels[source + 2])
        source += 3
      }
      target[index * 3] = Self.byte(red)
      target[index * 3 + 1] = Self.byte(green)
      target[index * 3 + 2] = Self.byte(blue)
    }
  }

  /// Bits after the binary point.
  private static let precision: Int32 = 22
  private static let one: Int32 = 1 << precision
  /// What sums begin with, so that cutting off their fraction rounds.
  static let half: Int32 = one / 2

  /// The byte of a sum of weighted bytes that began with `half`.
  static func byte(_ sum: Int32) -> UInt8 { UInt8(clamping: sum >> precision) }

  /// To the nearest, halves away from zero.
  private static func fixedPoint(_ weight: Double) -> Int32 {
    let scaled = weight * Double(one)
    return Int32(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
  }
}
