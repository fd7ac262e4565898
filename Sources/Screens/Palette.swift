/// Xterm's 256 colours as red, green and blue.
public enum Palette {
  /// Red, green and blue, each 0...255.
  public static func rgb(_ index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let index = Int(index)
    switch index {
    case 0..<16: return named[index]
    case 16..<232:
      let cube = index - 16
      return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    default:
      let grey = UInt8(8 + 10 * (index - 232))
      return (grey, grey, grey)
    }
  }

  /// The colour of the cube or the greys that is nearest to red, green and blue.
  ///
  /// The 16 named colours are never answered, since terminals let people change them.
  public static func nearest(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    func level(_ value: UInt8) -> Int {
      value < 48 ? 0 : value < 115 ? 1 : min(5, (Int(value) - 35) / 40)
    }
    let cube = 16 + 36 * level(red) + 6 * level(green) + level(blue)
    let tenfoldLuma = 3 * Int(red) + 6 * Int(green) + Int(blue)
    let grey = 232 + min(23, max(0, (tenfoldLuma - 30) / 100))
    let wanted = (red, green, blue)
    let isGreyNearer = distance(rgb(UInt8(grey)), wanted) < distance(rgb(UInt8(cube)), wanted)
    return UInt8(isGreyNearer ? grey : cube)
  }

  /// For each colour, the nearest of the first 8.
  static let nearestOf8 = nearest(of: 8)
  /// For each colour, the nearest of the first 16.
  static let nearestOf16 = nearest(of: 16)

  private static func nearest(of count: Int) -> [UInt8] {
    (0..<256).map { index in
      if index < count { return UInt8(index) }
      let wanted = rgb(UInt8(index))
      let best = (0..<count).min { distance(named[$0], wanted) < distance(named[$1], wanted) }
      return UInt8(best ?? 0)
    }
  }

  /// How far apart two colours look: squared, green counting most.
  private static func distance(
    _ left: (red: UInt8, green: UInt8, blue: UInt8),
    _ right: (red: UInt8, green: UInt8, blue: UInt8)
  ) -> Int {
    let red = Int(left.red) - Int(right.red)
    let green = Int(left.green) - Int(right.green)
    let blue = Int(left.blue) - Int(right.blue)
    return 3 * red * red + 6 * green * green + blue * blue
  }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static let named: [(red: UInt8, green: UInt8, blue: UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]
}
