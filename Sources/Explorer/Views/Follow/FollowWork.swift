import Images
import VisionTransformers

/// What the page shows follows from: asked for again whenever any of it changes.
struct FollowKey: Hashable, Sendable {
  /// What the way through the network follows from.
  struct Way: Hashable, Sendable {
    let model: ModelRequest
    let name: String
    let input: PixelSize
    /// Which picture, where mechanisms go by features.
    let picture: Int?
    /// Whether patterns are those of a run, where mechanisms go by features.
    let isOfRun: Bool
  }

  let way: Way
  let address: BlockAddress
  let point: PixelPoint
  /// Whether the weights of a run are wanted, and there are some.
  let isMeasured: Bool
  /// Which picture was run on, where that matters.
  let picture: Int?
  let hasOthers: Bool
  /// Whether the weights of the run have been followed already.
  var hasWeights = false

  /// Whether the weights of a run are followed from the same token.
  func hasSameRun(as other: Self) -> Bool {
    way == other.way && address == other.address && point == other.point
      && picture == other.picture
  }
}

/// Follows tokens away from the keys: what is known soonest is reported first.
struct FollowWork: Sendable {
  /// The network; what is known of it already is not worked out again.
  let known: FollowedModel?
  let name: String
  let spec: BackboneSpec
  let picture: Image?
  /// What all blocks did in a run.
  let reports: [BlockReport]?
  let isOfRun: Bool
  let point: PixelPoint
  let address: BlockAddress
  let isMeasured: Bool
  /// The networks to compare with, or what is known of them.
  let others: FollowedOthers?

  /// - Throws: ``ModelError`` where a mechanism does not fit.
  func perform(in context: WorkContext) throws {
    let model = try known ?? make()
    if known == nil { context.report(model) }
    guard let focus = model.index(of: address), context.isWanted() else { return }
    let tokens = model.tokens(at: point)
    func growth(_ path: RolloutPath, _ weights: RolloutWeights) -> RolloutGrowth? {
      RolloutGrowth(
        of: tokens, along: path, weights, focusingOn: focus, while: context.isWanted)
    }
    guard let uniform = growth(model.path, .uniform) else { return }
    context.report(uniform)
    if let others, let grown = others.grown(at: point, while: context.isWanted) {
      context.report(grown)
    }
    guard isMeasured, let reports else { return }
    if let measured = growth(try RolloutPath(spec, reports: reports), .measured) {
      context.report(measured)
    }
  }

  private func make() throws(ModelError) -> FollowedModel {
    if isOfRun, let reports {
      return FollowedModel(name, try RolloutPath(spec, reports: reports))
    }
    return try FollowedModel(name, spec, picture: picture)
  }
}

/// The networks that the model is compared with, and how tokens over one place grow in them.
struct FollowedOthers: Sendable {
  /// One of them, or why there is none.
  struct Entry: Sendable {
    let model: ComparedModels.Entry
    var outcome: Result<FollowedModel, ModelError>
    var growth: RolloutGrowth?
  }

  let input: PixelSize
  var entries: [Entry]

  /// Nothing is known yet.
  init(input: PixelSize) {
    self.input = input
    entries = []
  }

  /// The same, grown at a place; `nil` where nobody waits for it any more.
  func grown(at point: PixelPoint, while isWanted: () -> Bool) -> Self? {
    var others = self
    others.entries = []
    for (index, model) in ComparedModels.all.enumerated() {
      guard isWanted() else { return nil }
      let outcome =
        entries.indices.contains(index)
        ? entries[index].outcome
        : Result { () throws(ModelError) in
          try FollowedModel(
            model.name, ComparedModels.spec(named: model.name, input: input), picture: nil)
        }
      let growth = (try? outcome.get()).flatMap { followed in
        RolloutGrowth(
          of: followed.tokens(at: point), along: followed.path, .uniform,
          focusingOn: followed.path.blocks.count - 1, while: isWanted)
      }
      others.entries.append(Entry(model: model, outcome: outcome, growth: growth))
    }
    return others
  }
}
