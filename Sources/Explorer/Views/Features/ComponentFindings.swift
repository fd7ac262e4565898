import Tensors
import VisionTransformers

/// Principal components of the tokens after each block, worked out in the background for the blocks
/// that are looked at.
struct ComponentFindings: Sendable {
  private var found: [BlockAddress: PrincipalComponents] = [:]
  private var generation = 0
  private var pending: (id: Int, address: BlockAddress)?
  /// The run at which somebody gave the work up.
  private var givenUpRun: Int?

  var isWorking: Bool { pending != nil }

  /// What is known of a block.
  func components(of address: BlockAddress, _ session: Session) -> PrincipalComponents? {
    generation == session.run.generation ? found[address] : nil
  }

  /// Asks for the block that is shown, if it has run and is not known; not while the first pass runs,
  /// which would be slowed down.
  mutating func refresh(_ session: inout Session) -> [Effect] {
    var effects: [Effect] = []
    if generation != session.run.generation {
      effects += pending.map { [.cancelWork($0.id)] } ?? []
      self = ComponentFindings()
      generation = session.run.generation
    }
    let address = session.selection.address
    let isComplete = session.run.reports.count == session.spec.addresses.count
    guard isComplete || !session.run.isActive, pending == nil, found[address] == nil,
      givenUpRun != session.run.id,
      let features = session.run.reports[address]?.features
    else { return effects }
    let work = session.background("principal components of \(address)") { context in
      features.principalComponents(while: context.isWanted)
    }
    pending = (work.id, address)
    return effects + [.work(work)]
  }

  mutating func receive(_ event: WorkEvent, of id: Int, _ session: Session) {
    guard let pending, id == pending.id else { return }
    switch event {
    case .part: break
    case .done(let result):
      found[pending.address] = result as? PrincipalComponents
      self.pending = nil
    case .failed, .cancelled:
      self.pending = nil
      givenUpRun = session.run.id
    }
  }
}
