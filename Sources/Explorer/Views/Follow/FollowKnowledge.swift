import Images
import VisionTransformers

/// What is known of the way down, and what has been asked for.
struct FollowKnowledge: Sendable {
  /// The network; nothing while it is worked out.
  private(set) var model: FollowedModel?
  /// The token under the cursor; nothing while its weights are worked out.
  private(set) var token: FollowedToken?
  /// Growth over the blocks with even weights.
  private(set) var uniform: RolloutGrowth?
  /// Growth with the weights of the run.
  private(set) var measured: RolloutGrowth?
  private(set) var others: FollowedOthers?
  /// Why there is nothing, in one sentence.
  private(set) var objection: String?

  private var way: FollowKey.Way?
  private var tokenKey: FollowKey?
  private var asked: FollowKey?
  private var pending: Int?

  /// Whether something is being worked out.
  var isPending: Bool { pending != nil }

  /// Asks for what is not known yet.
  ///
  /// - Returns: Effects; none where all of it is known or has been asked for.
  mutating func ask(
    _ session: inout Session, isMeasured: Bool, hasOthers: Bool
  ) -> [Effect] {
    let key = FollowKey(session, isMeasured: isMeasured, hasOthers: hasOthers)
    guard key != asked else { return [] }
    forget(whatIsNotOf: key)
    let given = pending.map { [Effect.cancelWork($0)] } ?? []
    asked = key
    let work = FollowWork(
      known: model, name: session.spec.name, spec: session.spec, picture: session.picture?.image,
      reports: session.completeReports, isOfRun: key.way.isOfRun, point: key.point,
      address: key.address, isMeasured: key.isMeasured,
      others: hasOthers ? others ?? FollowedOthers(input: session.spec.input) : nil)
    let background = session.background("following \(session.spec.name)") { context in
      try work.perform(in: context)
      return ()
    }
    pending = background.id
    return given + [.work(background)]
  }

  /// Takes over what was worked out.
  mutating func receive(_ event: WorkEvent, of id: Int) {
    guard id == pending else { return }
    switch event {
    case .part(let model as FollowedModel): self.model = model
    case .part(let growth as RolloutGrowth):
      if growth.weights == .uniform { uniform = growth } else { measured = growth }
    case .part(let others as FollowedOthers): self.others = others
    case .part: break
    case .failed(let reason):
      (uniform, measured) = (nil, nil)
      objection = reason
      pending = nil
    case .cancelled:
      (uniform, measured) = (nil, nil)
      objection = "stopped: move to follow again"
      pending = nil
    case .done: pending = nil
    }
  }

  /// Follows the token under the cursor, where that takes no time.
  mutating func follow(_ session: Session, _ reading: FollowReading) {
    var key = FollowKey(session, isMeasured: reading == .measured, hasOthers: false)
    key.hasWeights = key.isMeasured && measured != nil
    guard key != tokenKey else { return }
    token = nil
    guard let model, let block = model.index(of: key.address) else { return }
    tokenKey = key
    let grid = model.path.blocks[block].grid
    guard reading == .measured else {
      let origin = Rollout.Origin(model.tokens(at: key.point)[block], after: key.address)
      token = FollowedToken(
        Rollout(of: origin, along: model.path, .uniform), along: model.path, on: grid)
      return
    }
    token = measured.map { FollowedToken($0.focus, along: model.path, on: grid) }
  }

  /// Forgets what follows from something else; growth with even weights stays until the new one is
  /// there, so that the curve does not flicker.
  private mutating func forget(whatIsNotOf key: FollowKey) {
    objection = nil
    if key.way != way {
      (model, uniform, tokenKey) = (nil, nil, nil)
      way = key.way
    }
    if asked.map({ !key.hasSameRun(as: $0) }) ?? true { measured = nil }
    if others?.input != key.way.input { others = nil }
  }
}

extension FollowKey {
  init(_ session: Session, isMeasured: Bool, hasOthers: Bool) {
    let wasRun = session.completeReports != nil
    let followsFeatures = session.geometry.followsFeatures
    way = Way(
      model: session.opened.request, name: session.spec.name, input: session.spec.input,
      picture: followsFeatures ? session.pictureVersion : nil,
      isOfRun: followsFeatures && wasRun)
    address = session.selection.address
    point = session.selection.point
    self.isMeasured = isMeasured && wasRun
    picture = self.isMeasured ? session.pictureVersion : nil
    self.hasOthers = hasOthers
  }
}

extension Session {
  /// What all blocks did in a run, first to last; nothing before the first pass has gone through.
  var completeReports: [BlockReport]? {
    let reports = spec.addresses.compactMap { run.reports[$0] }
    return reports.count == spec.addresses.count ? reports : nil
  }
}
