/// Every mechanism of the catalogue laid on one grid, with extents of one's choice: what a token
/// attends to, what that costs, and what does not divide.
///
/// Patterns are made once; what is said of a token after that takes little.
public struct GeometryPlayground: Sendable {
  /// A mechanism that fits the grid.
  public struct Layout: Sendable {
    public let mechanism: any AttentionMechanism
    public let context: BlockContext
    public let pattern: AttentionPattern
    public let fit: GridFit
    /// Multiply-accumulates of the attention as the paper counts them.
    public let macs: Int
  }

  /// A mechanism, and how it lies on the grid, or why it does not.
  public struct Entry: Sendable {
    public let name: String
    public let outcome: Result<Layout, ModelError>
  }

  public let grid: TokenGrid
  /// Channels of a token.
  public let channels: Int
  public let settings: MechanismSettings
  /// One for each mechanism, in the order of the catalogue.
  public let entries: [Entry]

  /// - Parameters:
  ///   - grid: How the tokens lie.
  ///   - channels: Channels of a token.
  ///   - heads: Attention rows for each token, where the mechanism does not say how many; as few as
  ///     have all branches unless told. Features that differ from head to head bring their own number.
  ///   - settings: Extents other than the usual ones.
  ///   - features: What mechanisms go by whose pattern follows from features; asked only where one
  ///     needs them.
  /// - Throws: ``ModelError/outOfRange(name:value:allowed:)`` for extents that are none.
  public init(
    on grid: TokenGrid, channels: Int, heads: Int? = nil,
    settings: MechanismSettings = MechanismSettings(), features: () -> TokenFeatures?
  ) throws(ModelError) {
    try settings.validate()
    self.grid = grid
    self.channels = channels
    self.settings = settings
    entries = MechanismCatalog.names.map { name in
      Entry(
        name: name,
        outcome: Result { () throws(ModelError) in
          try Self.layout(
            MechanismCatalog.mechanism(named: name, on: grid, settings), on: grid, channels, heads,
            features)
        })
    }
  }

  private static func layout(
    _ mechanism: any AttentionMechanism, on grid: TokenGrid, _ channels: Int, _ heads: Int?,
    _ features: () -> TokenFeatures?
  ) throws(ModelError) -> Layout {
    let usual = type(of: mechanism).usualHeads
    var context = BlockContext(grid: grid, heads: usual ?? heads ?? mechanism.headsWithoutModel)
    let fit = try mechanism.fit(on: grid)
    if mechanism.followsFeatures, let features = features() {
      context.features = features
      if features.headCount > 1 { context.heads = features.headCount }
    }
    let macs = try mechanism.nominalMACs(channels: channels, in: context)
    return Layout(
      mechanism: mechanism, context: context, pattern: try mechanism.pattern(for: context),
      fit: fit, macs: macs)
  }
}

extension GeometryPlayground.Entry {
  /// What divides and what does not, in one line: the parts that a mechanism makes of the grid, or the
  /// axis that it cannot cut, with the nearest sizes and extents that it can.
  public func verdict(on grid: TokenGrid) -> String {
    switch outcome {
    case .success(let layout): layout.fit.sentence(on: grid)
    case .failure(let error): error.description + Self.advice(error, on: grid)
    }
  }

  /// Extents that both sides of the grid can be cut into.
  private static func advice(_ error: ModelError, on grid: TokenGrid) -> String {
    guard case .indivisible(_, _, let extent, _) = error else { return "" }
    let divisors = grid.commonDivisors(nearest: extent).map(String.init)
    return divisors.isEmpty ? "" : ", or groups of \(divisors.joined(separator: " or "))"
  }
}

extension TokenGrid {
  /// The extents nearest to one, below and above, that divide rows and columns; 1 is none.
  func commonDivisors(nearest extent: Int) -> [Int] {
    let divisors = (1...min(rows, columns)).filter { rows % $0 == 0 && columns % $0 == 0 }
    let below = divisors.last { $0 < extent && $0 > 1 }
    return [below, divisors.first { $0 > extent }].compactMap { $0 }
  }
}
