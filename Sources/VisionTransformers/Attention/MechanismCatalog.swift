/// Every mechanism, one line each.
public enum MechanismCatalog {
  /// Makes a mechanism for a grid, with the extents that somebody chose, else the usual ones.
  public typealias Maker =
    @Sendable (_ grid: TokenGrid, _ settings: MechanismSettings) -> any AttentionMechanism

  public static let all: [(type: any AttentionMechanism.Type, make: Maker)] = [
    (GlobalAttention.self, { _, _ in GlobalAttention() }),
    (WindowAttention.self, { _, settings in WindowAttention(size: settings.windowSide) }),
    (ShiftedWindowAttention.self, { _, settings in shiftedWindows(settings) }),
    (ShuffleAttention.self, { _, settings in ShuffleAttention(size: settings.windowSide) }),
    (AxialAttention.self, { _, _ in AxialAttention() }),
    (CrossShapedWindowAttention.self, { grid, settings in stripes(settings.stripe, on: grid) }),
    (PaleShapedAttention.self, { _, settings in pales(settings.pale) }),
    (FeatureSpaceAttention.self, { _, _ in FeatureSpaceAttention() }),
    (SpatialReductionAttention.self, { grid, settings in reducing(settings.reduction, on: grid) }),
    (DeformableAttention.self, { _, _ in DeformableAttention() }),
    (MessengerAttention.self, { grid, settings in messengers(settings.windowSide, on: grid) }),
  ]

  public static var names: [String] { all.map { $0.type.name } }

  /// What the catalogue calls a mechanism; nothing where only the name is the same, as that of a model's
  /// own whose keys follow from its network.
  public static func name(of mechanism: any AttentionMechanism) -> String? {
    let type = type(of: mechanism)
    return all.first { $0.type == type }?.type.name
  }

  /// The name for narrow columns of a mechanism; its own where it is not in the catalogue.
  public static func shortName(of name: String) -> String {
    all.first { $0.type.name == name }?.type.shortName ?? name
  }

  /// The mechanism of a name, with extents for a grid.
  ///
  /// - Throws: ``ModelError/unknown(kind:name:known:)``, or ``ModelError/outOfRange(name:value:allowed:)``
  ///   for an extent below 1 or a shift that is not smaller than the window.
  public static func mechanism(
    named name: String, on grid: TokenGrid, _ settings: MechanismSettings = MechanismSettings()
  ) throws(ModelError) -> any AttentionMechanism {
    guard let entry = all.first(where: { $0.type.name == name }) else {
      throw .unknown(kind: "mechanism", name: name, known: names)
    }
    try settings.validate()
    return entry.make(grid, settings)
  }

  /// The mechanism of a name, with one extent for whatever it has of the kind.
  ///
  /// - Throws: As ``mechanism(named:on:_:)`` does, of an `extent`.
  public static func mechanism(
    named name: String, on grid: TokenGrid, extent: Int?, shift: Int? = nil
  ) throws(ModelError) -> any AttentionMechanism {
    let extents = 1...MechanismSettings.largestExtent
    if let extent, !extents.contains(extent) {
      throw .outOfRange(name: "extent", value: extent, allowed: extents)
    }
    return try mechanism(named: name, on: grid, MechanismSettings(extent: extent, shift: shift))
  }

  private static let usualExtent = MechanismSettings.usualExtent

  private static func shiftedWindows(_ settings: MechanismSettings) -> ShiftedWindowAttention {
    let size = settings.windowSide
    return ShiftedWindowAttention(size: size, shift: settings.shift ?? size / 2)
  }

  private static func pales(_ extent: Int?) -> PaleShapedAttention {
    PaleShapedAttention(rows: extent ?? usualExtent, columns: extent ?? usualExtent)
  }

  private static func stripes(_ extent: Int?, on grid: TokenGrid) -> CrossShapedWindowAttention {
    CrossShapedWindowAttention(stripeWidth: extent ?? usualStripeWidth(on: grid))
  }

  /// Regions are those of the stages of MSG at 224 pixels, and elsewhere the largest of up to 4 × 4
  /// windows that fill the grid.
  private static func messengers(_ size: Int, on grid: TokenGrid) -> MessengerAttention {
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
