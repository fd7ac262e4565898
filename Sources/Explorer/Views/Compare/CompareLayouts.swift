import VisionTransformers

/// The mechanisms laid on a grid, and what they cost from grid to grid.
struct CompareLayouts: Sendable {
  /// What they follow from.
  struct Key: Hashable, Sendable {
    let grid: TokenGrid
    let channels: Int
    let heads: Int
    let extents: MechanismSettings
    let pictureVersion: Int
    /// The block whose queries the clusters follow from; nothing where they follow from the picture.
    let run: Run?

    /// A block of a model with a picture, which has the same queries in every pass.
    struct Run: Hashable, Sendable {
      let address: BlockAddress
      let generation: Int
    }

    init(_ session: Session) {
      grid = session.cursorGrid
      channels =
        session.playground.grid == nil
        ? session.stage.width : MechanismComparison.usualChannels(on: grid)
      heads = (session.stage.heads + 1) / 2 * 2
      extents = session.playground.extents
      pictureVersion = session.pictureVersion
      let address = session.selection.address
      run =
        session.runFeatures(on: grid) == nil
        ? nil : Run(address: address, generation: session.run.generation)
    }
  }

  let key: Key
  let playground: GeometryPlayground
  /// One for each mechanism.
  let curves: [AttentionCostCurve]

  /// - Throws: ``ModelError`` for extents that are none.
  init(_ key: Key, features: TokenFeatures?) throws(ModelError) {
    self.key = key
    playground = try GeometryPlayground(
      on: key.grid, channels: key.channels, heads: key.heads, settings: key.extents
    ) { features }
    curves = try AttentionCostCurve.all(
      sides: AttentionCostCurve.usualSides(around: key.grid), channels: key.channels,
      settings: key.extents)
  }
}

extension Session {
  /// The queries of a run that clusters of the block follow from, on a grid; nothing where the block has
  /// no feature-space layer, did not run, or has another grid.
  func runFeatures(on grid: TokenGrid) -> TokenFeatures? {
    run.reports[selection.address]?.attention
      .first { $0.features != nil && $0.pattern.grid == grid }?.features
  }
}

/// The layouts that were asked for last, so that one comes back to a stage at once.
struct CompareKnowledge: Sendable {
  private var layouts: [CompareLayouts.Key: CompareLayouts] = [:]
  private var asked: (key: CompareLayouts.Key, id: Int)?

  /// Grids of up to so many tokens are laid out between two keys.
  private static let smallCount = 1024
  /// How many are kept.
  private static let limit = 12

  func layouts(of key: CompareLayouts.Key) -> CompareLayouts? { layouts[key] }

  /// Lays out what is shown, or has it laid out.
  mutating func ask(_ session: inout Session) -> [Effect] {
    let key = CompareLayouts.Key(session)
    guard layouts[key] == nil, asked?.key != key else { return [] }
    let features =
      session.runFeatures(on: key.grid) ?? session.library.meanColorFeatures(on: key.grid)
    let outdated = asked.map { [Effect.cancelWork($0.id)] } ?? []
    asked = nil
    if key.grid.count <= Self.smallCount {
      if let made = try? CompareLayouts(key, features: features) { keep(made) }
      return outdated
    }
    let work = session.background("laying out \(key.grid)") { _ in
      try CompareLayouts(key, features: features)
    }
    asked = (key, work.id)
    return outdated + [.work(work)]
  }

  mutating func receive(_ event: WorkEvent, of id: Int) {
    guard id == asked?.id, event.isLast else { return }
    asked = nil
    if case .done(let value as CompareLayouts) = event { keep(value) }
  }

  private mutating func keep(_ made: CompareLayouts) {
    if layouts.count >= Self.limit { layouts = [:] }
    layouts[made.key] = made
  }
}
