/// Colours from low to high, ever lighter, so that they are told apart without seeing hues too.
public struct ColorRamp: Hashable, Sendable {
  /// Indices into xterm's palette, from low to high.
  public let levels: [UInt8]

  /// - Precondition: There is a level.
  public init(_ levels: [UInt8]) {
    precondition(!levels.isEmpty, "a ramp needs at least 1 level, not 0")
    self.levels = levels
  }

  public static let viridis = Self([53, 54, 61, 31, 67, 36, 42, 113, 191, 227])
  public static let cividis = Self([235, 24, 60, 242, 243, 102, 144, 179, 185, 220])
  public static let grey = Self([232, 234, 236, 239, 242, 245, 248, 250, 253, 255])

  /// The ramps that people choose from, by their names.
  public static let all: [(name: String, ramp: Self)] = [
    ("viridis", viridis), ("cividis", cividis), ("grey", grey),
  ]

  /// The ramp of a name.
  public init?(named name: String) {
    guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
    self = known.ramp
  }

  /// The colour of text that is read on a level: black or white.
  public func ink(onLevel level: Int) -> UInt8 {
    let color = Palette.rgb(levels[min(max(level, 0), levels.count - 1)])
    let luma = 299 * Int(color.red) + 587 * Int(color.green) + 114 * Int(color.blue)
    return luma > 127_500 ? 16 : 231
  }

  /// The place among ``levels`` of a value; what lies outside of 0...1 gets the first or the last.
  public func level(of value: Double) -> Int {
    guard value > 0 else { return 0 }
    return min(levels.count - 1, Int(min(value, 1) * Double(levels.count)))
  }

  /// The colour of a value from 0 to 1.
  public func color(of value: Double) -> Color { .palette(levels[level(of: value)]) }
}

/// Characters from dark to bright, for pictures without colour.
public enum LumaRamp {
  public static let characters: [Character] = Array(" .:-=+*#%@")

  /// The character of a brightness from 0 to 1.
  public static func character(of luma: Double) -> Character {
    guard luma > 0 else { return characters[0] }
    return characters[min(characters.count - 1, Int(min(luma, 1) * Double(characters.count)))]
  }
}
