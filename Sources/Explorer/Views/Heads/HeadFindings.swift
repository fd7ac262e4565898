import VisionTransformers

/// Statistics of all heads of all layers, as far as they have been worked out in the background.
///
/// They follow from model and picture alone, so each layer is asked for once.
struct HeadFindings: Sendable {
  /// One attention layer of the model.
  struct Layer: Hashable, Sendable {
    let address: BlockAddress
    let index: Int

    init(_ layer: ModelGeometry.Layer) { (address, index) = (layer.address, layer.index) }

    init(address: BlockAddress, index: Int) { (self.address, self.index) = (address, index) }
  }

  /// What background work says of a layer.
  private struct Part: Sendable {
    let layer: Layer
    let heads: [HeadStatistics]
  }

  /// A layer to be worked out.
  private struct Request: Sendable {
    let layer: Layer
    let record: AttentionRecord
    let stride: Double
  }

  private(set) var heads: [Layer: [HeadStatistics]] = [:]
  private var generation = 0
  /// The work that is under way.
  private var pending: Int?
  /// The run at which somebody gave the work up.
  private var givenUpRun: Int?

  /// Whether something is being worked out.
  var isWorking: Bool { pending != nil }

  /// Asks for the layers that have run and are not known yet, the one that is shown first.
  ///
  /// Not while the first pass runs: it would be slowed down, and its times with it.
  mutating func refresh(_ session: inout Session) -> [Effect] {
    var effects: [Effect] = []
    if generation != session.run.generation {
      effects += pending.map { [.cancelWork($0)] } ?? []
      self = HeadFindings()
      generation = session.run.generation
    }
    let isComplete = session.run.reports.count == session.spec.addresses.count
    guard pending == nil, givenUpRun != session.run.id, isComplete || !session.run.isActive else {
      return effects
    }
    let requests = requests(session)
    guard !requests.isEmpty else { return effects }
    let work = session.background("statistics of \(session.spec.name)'s heads") { context in
      for request in requests {
        guard
          let heads = request.record.headStatistics(stride: request.stride, while: context.isWanted)
        else { break }
        context.report(Part(layer: request.layer, heads: heads))
      }
      return requests.count
    }
    pending = work.id
    return effects + [.work(work)]
  }

  private func requests(_ session: Session) -> [Request] {
    let shown = Layer(address: session.selection.address, index: session.selection.layer)
    let layers = session.geometry.layers.map(Layer.init).filter { heads[$0] == nil }
    let ordered = layers.filter { $0 == shown } + layers.filter { $0 != shown }
    return ordered.compactMap { layer in
      guard let records = session.run.reports[layer.address]?.attention,
        records.indices.contains(layer.index)
      else { return nil }
      let record = records[layer.index]
      let scale = PixelScale(grid: record.pattern.grid, input: session.spec.input)
      return Request(layer: layer, record: record, stride: scale.stride.columns)
    }
  }

  mutating func receive(_ event: WorkEvent, of id: Int, _ session: Session) {
    guard id == pending else { return }
    switch event {
    case .part(let part):
      if let part = part as? Part { heads[part.layer] = part.heads }
    case .done: pending = nil
    case .failed, .cancelled:
      pending = nil
      givenUpRun = session.run.id
    }
  }

  /// What is known of the layer that is shown.
  func shown(_ session: Session) -> [HeadStatistics]? {
    guard session.selection.mechanism == nil, generation == session.run.generation else {
      return nil
    }
    return heads[Layer(address: session.selection.address, index: session.selection.layer)]
  }
}
