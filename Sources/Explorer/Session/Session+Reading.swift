import VisionTransformers

extension TokenReading {
  /// Before anything is known.
  static func nothing(on grid: TokenGrid) -> Self {
    Self(
      grid: grid, token: grid.center, mechanism: "", heads: 1, colors: nil,
      region: .failure(.featuresNeeded(mechanism: "")), attention: nil, unanswered: nil, norms: nil,
      report: nil, pins: nil, comparison: [], layers: [])
  }
}

extension Session {
  /// The mechanism that is shown, and on what.
  private struct Shown {
    let name: String
    let mechanism: any AttentionMechanism
    let identity: PatternLibrary.Identity
    /// What the run left behind of it.
    let record: AttentionRecord?
  }

  var shownHead: Int? { selection.showsUnion ? nil : selection.head }

  mutating func makeReading() -> TokenReading {
    let (row, column) = cursor
    let token = grid[row, column]
    let report = run.reports[selection.address]
    let shown = shownMechanism(report)
    let region: Result<RegionReading, ModelError> =
      shown.map { self.region($0, token: token) }
      ?? .failure(.featuresNeeded(mechanism: NumberText.none))
    let (attention, unanswered) = attention(in: shown?.record, token: token)
    return TokenReading(
      grid: grid, token: token, mechanism: shown?.name ?? NumberText.none,
      heads: shown?.identity.heads ?? stage.heads, colors: library.meanColors(on: grid),
      region: region, attention: attention, unanswered: unanswered,
      norms: report.flatMap { $0.grid == grid ? $0.tokenNorms : nil }, report: report,
      pins: PinReading(
        self, try? region.get(), record: shown?.record, report: report),
      comparison: comparison(token: token, current: shown?.name, region: region),
      layers: layerRegions())
  }

  private func attention(
    in record: AttentionRecord?, token: Int
  ) -> (AttentionReading?, IncomingQuestion?) {
    guard let record else { return (nil, nil) }
    guard selection.direction == .outgoing else { return incoming(to: token, in: record) }
    let reading = AttentionReading(
      of: record, query: token, head: shownHead, stride: scale.stride.columns)
    return (reading, nil)
  }

  /// How many heads the shown mechanism has.
  var shownHeads: Int {
    guard let name = selection.mechanism else { return layer?.identity.heads ?? stage.heads }
    return catalogueHeads(of: MechanismCatalog.all.first { $0.type.name == name }?.type)
  }

  /// Heads for mechanisms of the catalogue: those of the paper where each head has a region of its
  /// own, else the stage's, but an even number, for mechanisms that split them.
  private func catalogueHeads(of mechanism: (any AttentionMechanism.Type)?) -> Int {
    mechanism?.usualHeads ?? (stage.heads + 1) / 2 * 2
  }

  private func shownMechanism(_ report: BlockReport?) -> Shown? {
    if let name = selection.mechanism {
      guard
        let mechanism = try? MechanismCatalog.mechanism(
          named: name, on: grid, playground.extents)
      else {
        return nil
      }
      return Shown(
        name: name, mechanism: mechanism, identity: catalogueIdentity(mechanism), record: nil)
    }
    guard let layer else { return nil }
    let records = report?.attention ?? []
    return Shown(
      name: layer.spec.mechanism.name, mechanism: layer.spec.mechanism, identity: layer.identity,
      record: records.indices.contains(layer.index) ? records[layer.index] : nil)
  }

  private func catalogueIdentity(_ mechanism: any AttentionMechanism) -> PatternLibrary.Identity {
    PatternLibrary.Identity(
      mechanism, grid: grid, heads: catalogueHeads(of: type(of: mechanism)))
  }

  private mutating func region(_ shown: Shown, token: Int) -> Result<RegionReading, ModelError> {
    var context = BlockContext(grid: shown.identity.grid, heads: shown.identity.heads)
    let pattern: AttentionPattern
    let bands: PartitionBands
    let source: TokenFeatures.Source?
    let pairs: Int
    if let record = shown.record, let features = record.features {
      context.features = features
      (pattern, source, bands) = (record.pattern, features.source, .none(on: context.grid))
      pairs = (try? shown.mechanism.nominalPairCount(in: context)) ?? pattern.pairCount
    } else {
      switch library.entry(shown.mechanism, shown.identity) {
      case .failure(let error): return .failure(error)
      case .success(let entry):
        context.features = entry.features
        (pattern, bands) = (shown.record?.pattern ?? entry.pattern, entry.bands)
        (source, pairs) = (entry.features?.source, entry.nominalPairs)
      }
    }
    let direction = selection.direction
    let field = direction.field(of: token, in: pattern, head: shownHead)
    let hops = direction == .outgoing ? shown.mechanism.hops(for: token, in: context) : []
    var hopTokens = TokenSet(on: context.grid)
    for hop in hops {
      for token in hop.tokens where !field.tokens.contains(token) { hopTokens.insert(token) }
    }
    return .success(
      RegionReading(
        pattern: pattern, field: field,
        branches: pattern.branches.map { branch in
          RegionReading.Branch(
            name: branch.name, heads: branch.heads,
            field: direction.field(of: token, in: pattern, head: branch.heads.lowerBound))
        },
        hops: hops, hopTokens: hopTokens,
        reason: shown.mechanism.reason(for: token, in: context), bands: bands, source: source,
        nominalPairs: pairs))
  }

  /// The token's region, all heads together, under every mechanism of the catalogue; the current one
  /// with the model's own settings.
  private mutating func comparison(
    token: Int, current: String?, region: Result<RegionReading, ModelError>
  ) -> [MechanismRegion] {
    let (grid, direction) = (self.grid, selection.direction)
    return MechanismCatalog.names.map { name in
      if name == current, let region = try? region.get() {
        let field = direction.field(of: token, in: region.pattern, head: nil)
        return MechanismRegion(
          name: name, isCurrent: true, outcome: .success((field.count, field.share)))
      }
      let outcome = Result { () throws(ModelError) -> MechanismRegion.Extent in
        let mechanism = try MechanismCatalog.mechanism(
          named: name, on: grid, self.playground.extents)
        let entry = try self.library.entry(mechanism, self.catalogueIdentity(mechanism)).get()
        let field = direction.field(of: token, in: entry.pattern, head: nil)
        return (field.count, field.share)
      }
      return MechanismRegion(name: name, isCurrent: name == current, outcome: outcome)
    }
  }

  /// The region at the cursor's pixels in every layer of the model; layers of one pattern share it.
  private mutating func layerRegions() -> [LayerRegion] {
    var known: [PatternLibrary.Identity: MechanismRegion.Outcome] = [:]
    return geometry.layers.map { layer in
      let outcome: MechanismRegion.Outcome
      if let measured = measuredOutcome(of: layer) {
        outcome = measured
      } else {
        outcome = known[layer.identity] ?? self.outcome(of: layer)
        known[layer.identity] = outcome
      }
      return LayerRegion(
        address: layer.address, index: layer.index, mechanism: layer.spec.mechanism.name,
        outcome: outcome)
    }
  }

  private mutating func outcome(of layer: ModelGeometry.Layer) -> MechanismRegion.Outcome {
    Result { () throws(ModelError) in
      self.extent(in: try self.library.entry(layer.spec.mechanism, layer.identity).get().pattern)
    }
  }

  /// The region in a layer whose groups follow from the run.
  private func measuredOutcome(of layer: ModelGeometry.Layer) -> MechanismRegion.Outcome? {
    guard let records = run.reports[layer.address]?.attention,
      records.indices.contains(layer.index),
      records[layer.index].features != nil
    else { return nil }
    return .success(extent(in: records[layer.index].pattern))
  }

  /// The size of the region at the cursor's pixels.
  private func extent(in pattern: AttentionPattern) -> MechanismRegion.Extent {
    let (row, column) = PixelScale(grid: pattern.grid, input: spec.input).token(at: selection.point)
    let field = selection.direction.field(of: pattern.grid[row, column], in: pattern, head: nil)
    return (field.count, field.share)
  }
}

extension Selection.Direction {
  /// The region of a token, read this way.
  func field(of token: Int, in pattern: AttentionPattern, head: Int?) -> ReceptiveField {
    switch self {
    case .outgoing: ReceptiveField(of: token, in: pattern, head: head)
    case .incoming: ReceptiveField(incomingTo: token, in: pattern, head: head)
    }
  }
}
