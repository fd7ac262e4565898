public import Images

/// Colours from low to high, without steps, ever lighter: for figures, which have all colours.
public struct FigureRamp: Hashable, Sendable {
  /// Colours at equal distances.
  private let anchors: [RGB]

  private init(_ anchors: [UInt32]) { self.anchors = anchors.map { RGB(hex: $0) } }

  /// Dark blue to yellow, the same to people who do not see red or green (arXiv 1712.01662).
  public static let cividis = Self([0x00224E, 0x354468, 0x666970, 0x948E77, 0xC8B866, 0xFEE838])
  /// Violet over green to yellow.
  public static let viridis = Self([
    0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70, 0x7AD151,
    0xBDDF26, 0xFDE725,
  ])
  /// Almost white to black: more ink for more, for grey printers.
  public static let ink = Self([0xF4F4F4, 0x000000])
  /// Black to almost white.
  public static let grey = Self([0x000000, 0xF4F4F4])

  /// The colour of a value from 0 to 1; what lies outside gets the first or the last, as does what
  /// is no number.
  public func color(of value: Double) -> RGB {
    let place = (value > 0 ? min(value, 1) : 0) * Double(anchors.count - 1)
    let lower = min(Int(place), anchors.count - 2)
    return anchors[lower].mixed(with: anchors[lower + 1], place - Double(lower))
  }
}
