import Images
import VisionTransformers

/// Patterns and colours that have been asked for, each made once.
struct PatternLibrary: Sendable {
  /// What makes two layers have one pattern.
  struct Identity: Hashable, Sendable {
    /// The mechanism with all that it is set to.
    let mechanism: String
    let grid: TokenGrid
    let heads: Int

    init(_ mechanism: any AttentionMechanism, grid: TokenGrid, heads: Int) {
      self.mechanism = String(describing: mechanism)
      self.grid = grid
      self.heads = heads
    }
  }

  /// A mechanism laid on a grid, with what the map wants to know of it.
  struct Entry: Sendable {
    let pattern: AttentionPattern
    let bands: PartitionBands
    /// The features that the pattern follows from, where it does.
    let features: TokenFeatures?
    /// Query-key pairs as the paper counts them.
    let nominalPairs: Int
  }

  private var entries: [Identity: Result<Entry, ModelError>] = [:]
  private var colors: [TokenGrid: [RGB]] = [:]
  private var features: [TokenGrid: TokenFeatures] = [:]
  private var image: Image?

  /// Another picture: what followed from the last one is forgotten.
  mutating func use(_ image: Image?) {
    self.image = image
    colors = [:]
    features = [:]
    entries = entries.filter { entry in
      guard case .success(let entry) = entry.value else { return false }
      return entry.features == nil
    }
  }

  /// The mean colour of each token; nothing without a picture.
  mutating func meanColors(on grid: TokenGrid) -> [RGB]? {
    if let known = colors[grid] { return known }
    let made = image?.meanColors(on: grid)
    colors[grid] = made
    return made
  }

  /// A mechanism laid on a grid.
  mutating func entry(
    _ mechanism: any AttentionMechanism, _ identity: Identity
  ) -> Result<Entry, ModelError> {
    if let known = entries[identity] { return known }
    let made = Result { () throws(ModelError) in
      try self.make(mechanism, BlockContext(grid: identity.grid, heads: identity.heads))
    }
    entries[identity] = made
    return made
  }

  /// Lays a mechanism on a grid: from geometry alone if that will do, else by the colours of the
  /// picture.
  private mutating func make(
    _ mechanism: any AttentionMechanism, _ context: BlockContext
  ) throws(ModelError) -> Entry {
    var context = context
    let pattern: AttentionPattern
    do {
      pattern = try mechanism.pattern(for: context)
    } catch {
      guard case .featuresNeeded = error, let features = meanColorFeatures(on: context.grid) else {
        throw error
      }
      context.features = features
      pattern = try mechanism.pattern(for: context)
    }
    return Entry(
      pattern: pattern, bands: PartitionBands(of: pattern), features: context.features,
      nominalPairs: try mechanism.nominalPairCount(in: context))
  }

  /// The colours of the picture as features; nothing without a picture.
  mutating func meanColorFeatures(on grid: TokenGrid) -> TokenFeatures? {
    if let known = features[grid] { return known }
    let made = image.map { TokenFeatures(meanColorsOf: $0, on: grid) }
    features[grid] = made
    return made
  }
}
