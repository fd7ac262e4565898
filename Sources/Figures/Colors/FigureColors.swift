public import Images
import Screens

extension RGB {
  /// A colour by its six hexadecimal digits: `RGB(hex: 0xD55E00)`.
  public init(hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  /// The colour of xterm's palette with an index.
  public init(palette index: UInt8) {
    let color = Palette.rgb(index)
    self.init(red: color.red, green: color.green, blue: color.blue)
  }

  public static let black = RGB(hex: 0x000000)
  public static let white = RGB(hex: 0xFFFFFF)
  /// Rules, ticks, and what may be overlooked.
  public static let faintInk = RGB(hex: 0x6B6B6B)
  /// Lines between tokens and grid lines behind plots.
  public static let hairline = RGB(hex: 0xD9D9D9)
  /// A token outside of the region where there is no picture.
  public static let outside = RGB(hex: 0xEFEFEF)

  /// How bright the colour looks, from 0 to 1, by Rec601.
  public var luma: Double {
    (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
  }

  /// Black or white, whichever is read better on this colour.
  public var readableInk: RGB { luma > 0.5 ? .black : .white }

  /// The colour that lies a part of the way to another.
  public func mixed(with other: RGB, _ part: Double) -> RGB {
    let part = min(max(part, 0), 1)
    func channel(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * part).rounded())
    }
    return RGB(
      red: channel(red, other.red), green: channel(green, other.green),
      blue: channel(blue, other.blue))
  }
}

/// Colours for kinds of things, told apart by everybody: those of Okabe and Ito (2008).
public enum CategoricalColors {
  public static let blue = RGB(hex: 0x0072B2)
  public static let vermillion = RGB(hex: 0xD55E00)
  public static let green = RGB(hex: 0x009E73)
  public static let purple = RGB(hex: 0xCC79A7)
  public static let orange = RGB(hex: 0xE69F00)
  public static let sky = RGB(hex: 0x56B4E9)
  public static let yellow = RGB(hex: 0xF0E442)

  /// In an order in which neighbours differ in brightness too; yellow, which is faint on paper,
  /// comes last.
  public static let all = [blue, orange, green, vermillion, sky, purple, RGB.black, yellow]

  /// The colour of a kind; beyond the last it begins anew.
  public static func color(_ index: Int) -> RGB {
    all[((index % all.count) + all.count) % all.count]
  }
}
