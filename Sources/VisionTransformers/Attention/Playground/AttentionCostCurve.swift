/// What the attention of one mechanism costs from one square grid to the next: quadratic, linear, or
/// something between.
public struct AttentionCostCurve: Sendable {
  /// A grid that the mechanism fits.
  public struct Point: Hashable, Sendable {
    /// Rows, and columns, of the grid.
    public let side: Int
    /// Multiply-accumulates as the paper counts them, the products before and after left out.
    public let macs: Int
  }

  /// The mechanism.
  public let name: String
  /// Channels of a token, the same on every grid.
  public let channels: Int
  /// The sides that were asked for.
  public let sides: ClosedRange<Int>
  /// Ascending; grids that do not fit are left out.
  public let points: [Point]

  /// The curve of one mechanism.
  ///
  /// Extents that are not chosen are the usual ones of each grid, as a paper's stages have them: CSWin's
  /// stripes then widen from stage to stage.
  ///
  /// - Parameters:
  ///   - name: A mechanism of the catalogue.
  ///   - sides: Sides of square grids; below 1 there are none.
  ///   - channels: Channels of a token.
  ///   - settings: Extents other than the usual ones.
  /// - Throws: ``ModelError`` where there is no such mechanism, or extents are none.
  public init(
    of name: String, sides: ClosedRange<Int>, channels: Int,
    settings: MechanismSettings = MechanismSettings()
  ) throws(ModelError) {
    self.name = name
    self.channels = channels
    self.sides = sides
    var points: [Point] = []
    for side in sides where side > 0 {
      let grid = TokenGrid(rows: side, columns: side)
      let mechanism = try MechanismCatalog.mechanism(named: name, on: grid, settings)
      let context = BlockContext(grid: grid, heads: mechanism.headsWithoutModel)
      guard let macs = try? mechanism.nominalMACs(channels: channels, in: context) else { continue }
      points.append(Point(side: side, macs: macs))
    }
    self.points = points
  }

  /// The curves of all mechanisms, in the order of the catalogue.
  ///
  /// - Throws: As ``init(of:sides:channels:settings:)`` does.
  public static func all(
    sides: ClosedRange<Int>, channels: Int, settings: MechanismSettings = MechanismSettings()
  ) throws(ModelError) -> [AttentionCostCurve] {
    var curves: [AttentionCostCurve] = []
    for name in MechanismCatalog.names {
      curves.append(
        try AttentionCostCurve(of: name, sides: sides, channels: channels, settings: settings))
    }
    return curves
  }

  /// From a window's side to twice the largest grid of interest: the one that is looked at, or that of
  /// a picture of 224 pixels in squares of 4.
  public static func usualSides(around grid: TokenGrid) -> ClosedRange<Int> {
    MechanismSettings.usualExtent...2 * max(56, grid.rows, grid.columns)
  }

  /// Which sides fit, in a few words: "all sides", "16 of 106 sides: 7 14 21 …".
  public var coverage: String {
    if points.count == sides.count { return "all \(sides.count) sides" }
    guard !points.isEmpty else { return "none of \(sides.count) sides" }
    let listed = points.prefix(4).map { String($0.side) }.joined(separator: " ")
    return "\(points.count) of \(sides.count) sides: \(listed)" + (points.count > 4 ? " …" : "")
  }
}
