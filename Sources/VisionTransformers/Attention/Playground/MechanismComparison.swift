/// What one token attends to under every mechanism of the catalogue, in one layer each, all heads
/// together.
public struct MechanismComparison: Sendable {
  /// A mechanism that fits the grid.
  public struct Layer: Sendable {
    public let layout: GeometryPlayground.Layout
    public let field: ReceptiveField
    /// Tokens that are reached one layer later, through messengers.
    public let hops: [AttentionHop]
    /// How large the region is when every key of a head has the same weight, and heads count alike;
    /// distances are in tokens.
    public let uniform: RolloutSize

    public var mechanism: any AttentionMechanism { layout.mechanism }
    public var context: BlockContext { layout.context }
    /// Multiply-accumulates of the attention as the paper counts them.
    public var macs: Int { layout.macs }

    /// Why the region is what it is, in one line.
    public func reason(for token: Int) -> String { mechanism.reason(for: token, in: context) }
  }

  /// A mechanism, and what it makes of the token, or why it does not fit.
  public struct Entry: Sendable {
    public let name: String
    public let outcome: Result<Layer, ModelError>
    /// What divides and what does not, in one line.
    public let verdict: String
  }

  public let token: Int
  public let playground: GeometryPlayground
  public let entries: [Entry]

  public var grid: TokenGrid { playground.grid }
  /// Channels of a token.
  public var channels: Int { playground.channels }

  /// - Parameters:
  ///   - token: A token of the grid.
  ///   - playground: The mechanisms on the grid.
  public init(of token: Int, in playground: GeometryPlayground) {
    self.token = token
    self.playground = playground
    entries = playground.entries.map { entry in
      Entry(
        name: entry.name, outcome: entry.outcome.map { Layer(of: token, in: $0) },
        verdict: entry.verdict(on: playground.grid))
    }
  }

  /// Channels of the stage of Swin-T that has about as many tokens at 224 pixels: 96 for 56 × 56, and
  /// twice as many each time that the sides halve, up to 768.
  public static func usualChannels(on grid: TokenGrid) -> Int {
    var (channels, side) = (96, Double(grid.count).squareRoot())
    while side < 40, channels < 768 { (channels, side) = (2 * channels, 2 * side) }
    return channels
  }
}

extension MechanismComparison.Layer {
  /// - Parameters:
  ///   - token: A token of the grid.
  ///   - layout: A mechanism on the grid.
  public init(of token: Int, in layout: GeometryPlayground.Layout) {
    self.layout = layout
    field = ReceptiveField(of: token, in: layout.pattern)
    hops = layout.mechanism.hops(for: token, in: layout.context)
    uniform = RolloutSize(ofUniformAttentionOf: token, in: layout.pattern)
  }
}

extension RolloutSize {
  /// How large a part of the grid a token attends to in one layer when every key of a head has the
  /// same weight, as the mean over heads; what falls on zero tokens and prefix tokens is left out.
  ///
  /// - Parameters:
  ///   - token: A token of the grid.
  ///   - pattern: Who attends to whom.
  ///   - head: The head to look at; `nil` for the mean over all of them.
  ///   - input: Height and width of the picture that the grid lies on, for distances in pixels; these
  ///     are in tokens where it is not told.
  public init(
    ofUniformAttentionOf token: Int, in pattern: AttentionPattern, head: Int? = nil,
    input: PixelSize? = nil
  ) {
    let grid = pattern.grid
    var branches = pattern.branches
    if let head {
      branches = branches.filter { $0.heads.contains(head) }
    }
    let mass = TokenMass(of: token, on: grid, prefixCount: pattern.prefixCount)
      .attending(evenlyIn: branches, heads: branches.reduce(0) { $0 + $1.heads.count })
    self.init(
      of: mass, from: token, on: grid,
      input: input ?? PixelSize(height: grid.rows, width: grid.columns))
  }
}
