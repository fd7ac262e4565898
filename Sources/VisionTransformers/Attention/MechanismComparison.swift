/// What one token attends to under every mechanism of the catalogue, in one layer each, all heads
/// together.
public struct MechanismComparison: Sendable {
  /// A mechanism that fits the grid.
  public struct Layer: Sendable {
    public let mechanism: any AttentionMechanism
    public let context: BlockContext
    public let field: ReceptiveField
    /// Multiply-accumulates of the attention as the paper counts them.
    public let macs: Int
    /// Tokens that are reached one layer later, through messengers.
    public let hops: [AttentionHop]

    /// Why the region is what it is, in one line.
    public func reason(for token: Int) -> String { mechanism.reason(for: token, in: context) }
  }

  /// A mechanism, and what it makes of the token, or why it does not fit.
  public struct Entry: Sendable {
    public let name: String
    public let outcome: Result<Layer, ModelError>
  }

  public let token: Int
  public let grid: TokenGrid
  /// Channels of a token.
  public let channels: Int
  public let entries: [Entry]

  /// - Parameters:
  ///   - token: A token of the grid.
  ///   - grid: How the tokens lie.
  ///   - channels: Channels of a token.
  ///   - features: What mechanisms go by whose pattern follows from features; asked only where one
  ///     needs them.
  public init(
    of token: Int, on grid: TokenGrid, channels: Int, features: () -> TokenFeatures?
  ) {
    self.token = token
    self.grid = grid
    self.channels = channels
    entries = MechanismCatalog.names.map { name in
      Entry(
        name: name,
        outcome: Result { () throws(ModelError) in
          try Self.layer(
            MechanismCatalog.mechanism(named: name, on: grid), token, on: grid, channels, features)
        })
    }
  }

  private static func layer(
    _ mechanism: any AttentionMechanism, _ token: Int, on grid: TokenGrid, _ channels: Int,
    _ features: () -> TokenFeatures?
  ) throws(ModelError) -> Layer {
    var context = BlockContext(grid: grid, heads: mechanism.headsWithoutModel)
    let macs = try mechanism.nominalMACs(channels: channels, in: context)
    if mechanism.followsFeatures { context.features = features() }
    let pattern = try mechanism.pattern(for: context)
    return Layer(
      mechanism: mechanism, context: context, field: ReceptiveField(of: token, in: pattern),
      macs: macs, hops: mechanism.hops(for: token, in: context))
  }

  /// Channels of the stage of Swin-T that has about as many tokens at 224 pixels: 96 for 56 × 56, and
  /// twice as many each time that the sides halve, up to 768.
  public static func usualChannels(on grid: TokenGrid) -> Int {
    var (channels, side) = (96, Double(grid.count).squareRoot())
    while side < 40, channels < 768 { (channels, side) = (2 * channels, 2 * side) }
    return channels
  }
}
