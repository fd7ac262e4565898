import Screens

/// The colour of a square on a map of half blocks.
///
/// Squares inside and outside of the region never share a brightness: outside, a picture keeps to
/// the third of the scale that is nearest to the background, inside to the rest.
struct MapColors: Sendable {
  let view: CellView
  let isLight: Bool
  let hasTwoBranches: Bool
  /// What weights and norms are drawn in.
  var ramp = ColorRamp.viridis

  /// Sky blue and orange, from Okabe and Ito: told apart by everybody.
  private static let first = (red: 86.0, green: 180.0, blue: 233.0)
  private static let second = (red: 230.0, green: 159.0, blue: 0.0)
  /// Their bluish green.
  private static let later = (red: 0.0, green: 190.0, blue: 138.0)

  /// What the legend shows of it.
  static let laterSample: UInt8 = 36

  private typealias Channels = (red: Double, green: Double, blue: Double)

  func color(of square: MapSquare) -> UInt8 {
    if square.isCursor { return Theme.cursorColor }
    switch view {
    case .norm: return normColor(of: square)
    case .weights where square.isInRegion:
      return ramp.levels[ramp.level(of: square.weight)]
    case .region where square.isInRegion: return nearest(inside(tint(square)))
    case .picture where square.isInRegion: return nearest(inside(square.color))
    case .picture, .region, .weights:
      return square.isHop ? nearest(hop(square)) : outsideColor(of: square)
    }
  }

  private func normColor(of square: MapSquare) -> UInt8 {
    guard !square.isInRegion else { return ramp.levels[ramp.level(of: square.norm)] }
    let greys = ColorRamp.grey
    let level = greys.level(of: square.norm)
    // Greys that mean the region keep away from those outside of it.
    return greys.levels[ramp == greys ? level / 3 + (isLight ? 6 : 0) : level]
  }

  /// Almost grey, dim, and a little dimmer in every second window.
  private func outsideColor(of square: MapSquare) -> UInt8 {
    let grey = 255 * square.luma
    let depth = square.isOdd ? 0.62 : 1
    func channel(_ value: Double) -> Double {
      let mixed = 0.55 * grey + 0.45 * value
      return isLight ? 255 - (14 + 0.26 * (255 - mixed)) * depth : (18 + 0.26 * mixed) * depth
    }
    return nearest(
      (channel(square.color.red), channel(square.color.green), channel(square.color.blue)))
  }

  /// Lifted out of the darkness (or, on a light background, out of the light) as far as needed.
  private func inside(_ color: (red: Double, green: Double, blue: Double)) -> Channels {
    let luma = 0.299 * color.red + 0.587 * color.green + 0.114 * color.blue
    let lift = isLight ? min(0, 150 - luma) : max(0, 110 - luma)
    return (color.red + lift, color.green + lift, color.blue + lift)
  }

  /// What the next layer reaches: a colour of its own, between inside and outside.
  private func hop(_ square: MapSquare) -> Channels {
    let level = isLight ? 0.75 + 0.45 * square.luma : 0.35 + 0.45 * square.luma
    return (Self.later.red * level, Self.later.green * level, Self.later.blue * level)
  }

  /// The branch's colour, as bright as the picture is there.
  private func tint(_ square: MapSquare) -> Channels {
    let color: Channels =
      switch (hasTwoBranches, square.isSeenBy.first, square.isSeenBy.second) {
      case (true, true, true): (255, 245, 220)
      case (true, false, true): Self.second
      default: Self.first
      }
    let level = 0.35 + 0.65 * square.luma
    return (color.red * level, color.green * level, color.blue * level)
  }

  private func nearest(_ color: (red: Double, green: Double, blue: Double)) -> UInt8 {
    func byte(_ value: Double) -> UInt8 { UInt8(min(255, max(0, value))) }
    return Palette.nearest(red: byte(color.red), green: byte(color.green), blue: byte(color.blue))
  }
}
