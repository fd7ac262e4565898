/// Every mechanism, one line each.
public enum MechanismCatalog {
  /// Makes a mechanism for a grid.
  ///
  /// - Parameters:
  ///   - extent: Window side, pale rows and columns, stripe width, or side of a square that becomes
  ///     one key; `nil` for the usual one.
  ///   - shift: Tokens by which windows are shifted; `nil` for the usual one.
  public typealias Maker =
    @Sendable (_ grid: TokenGrid, _ extent: Int?, _ shift: Int?) -> any AttentionMechanism

  public static let all: [(type: any AttentionMechanism.Type, make: Maker)] = [
    (GlobalAttention.self, { _, _, _ in GlobalAttention() }),
    (WindowAttention.self, { _, extent, _ in WindowAttention(size: extent ?? usualExtent) }),
    (ShiftedWindowAttention.self, { _, extent, shift in shiftedWindows(extent, shift) }),
    (ShuffleAttention.self, { _, extent, _ in ShuffleAttention(size: extent ?? usualExtent) }),
    (AxialAttention.self, { _, _, _ in AxialAttention() }),
    (CrossShapedWindowAttention.self, { grid, extent, _ in stripes(extent, on: grid) }),
    (PaleShapedAttention.self, { _, extent, _ in pales(extent) }),
    (FeatureSpaceAttention.self, { _, _, _ in FeatureSpaceAttention() }),
    (SpatialReductionAttention.self, { grid, extent, _ in reducing(extent, on: grid) }),
    (DeformableAttention.self, { _, _, _ in DeformableAttention() }),
    (MessengerAttention.self, { grid, extent, _ in messengers(extent, on: grid) }),
  ]

  public static var names: [String] { all.map { $0.type.name } }

  /// The mechanism of a name, laid out for a grid.
  ///
  /// - Throws: ``ModelError/unknown(kind:name:known:)``, or ``ModelError/outOfRange(name:value:allowed:)``
  ///   for an extent below 1 or a shift that is not smaller than the window.
  public static func mechanism(
    named name: String, on grid: TokenGrid, extent: Int? = nil, shift: Int? = nil
  ) throws(ModelError) -> any AttentionMechanism {
    guard let entry = all.first(where: { $0.type.name == name }) else {
      throw .unknown(kind: "mechanism", name: name, known: names)
    }
    if let extent, extent < 1 {
      throw .outOfRange(name: "extent", value: extent, allowed: 1...Int.max)
    }
    let shifts = 0...(extent ?? usualExtent) - 1
    if let shift, !shifts.contains(shift) {
      throw .outOfRange(name: "shift", value: shift, allowed: shifts)
    }
    return entry.make(grid, extent, shift)
  }

  /// Window side, pale rows and columns.
  private static let usualExtent = 7

  private static func shiftedWindows(_ extent: Int?, _ shift: Int?) -> ShiftedWindowAttention {
    let size = extent ?? usualExtent
    return ShiftedWindowAttention(size: size, shift: shift ?? size / 2)
  }

  private static func pales(_ extent: Int?) -> PaleShapedAttention {
    PaleShapedAttention(rows: extent ?? usualExtent, columns: extent ?? usualExtent)
  }

  private static func stripes(_ extent: Int?, on grid: TokenGrid) -> CrossShapedWindowAttention {
    CrossShapedWindowAttention(stripeWidth: extent ?? usualStripeWidth(on: grid))
  }

  /// Regions are those of the stages of MSG at 224 pixels, and elsewhere the largest of up to 4 × 4
  /// windows that fill the grid.
  private static func messengers(_ extent: Int?, on grid: TokenGrid) -> MessengerAttention {
    let size = extent ?? usualExtent
    let region = [4, 3, 2].first { grid.rows % ($0 * size) == 0 && grid.columns % ($0 * size) == 0 }
    return MessengerAttention(size: size, regionSize: region ?? 1)
  }

  /// Unless told, the largest power of two up to 8 that leaves a grid of at least 7 × 7 keys.
  private static func reducing(_ extent: Int?, on grid: TokenGrid) -> SpatialReductionAttention {
    let side = min(grid.rows, grid.columns)
    let usual = [8, 4, 2].first { side / $0 >= usualExtent } ?? 1
    return SpatialReductionAttention(reduction: extent ?? usual)
  }

  /// The stripe width of the stages of CSWin at 224 pixels, and elsewhere the largest up to 7 that fits
  /// both axes.
  private static func usualStripeWidth(on grid: TokenGrid) -> Int {
    var (side, rest) = (grid.rows, grid.columns)
    while rest > 0 { (side, rest) = (rest, side % rest) }
    switch side {
    case 56: return 1
    case 28: return 2
    case ...usualExtent: return side
    default: return (1...usualExtent).last { side % $0 == 0 } ?? 1
    }
  }
}
