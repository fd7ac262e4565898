/// What the tokens are made from that a stem makes of pixels, or a step between stages of tokens.
public struct TokenFootprint: Hashable, Sendable {
  /// From the finest map to the coarsest: several where convolutions follow each other.
  public var steps: [DownsamplingFootprint]
  /// What prefix tokens are made from, as maps of prefix tokens row by row; `nil` where they are
  /// learned, and made from nothing.
  public var prefix: DownsamplingFootprint?

  /// - Precondition: There is a step, and each takes the map that the one before makes.
  public init(_ steps: [DownsamplingFootprint], prefix: DownsamplingFootprint? = nil) {
    precondition(!steps.isEmpty, "tokens are made in at least one step")
    for (before, after) in zip(steps, steps.dropFirst()) {
      precondition(
        before.coarse == after.fine, "a step takes \(after.fine), and gets \(before.coarse)")
    }
    self.steps = steps
    self.prefix = prefix
  }

  /// The map that tokens are made from.
  public var fine: TokenGrid { steps[0].fine }

  /// The grid of the tokens that are made.
  public var coarse: TokenGrid { steps[steps.count - 1].coarse }
}
