import VisionTransformers

/// What is known of which layers by verification, and what is being found out.
struct LayerChecks: Sendable {
  /// A layer, and what its clusters and sampling points follow from.
  struct Subject: Hashable, Sendable {
    let model: ModelRequest
    /// The layer's place in the order in which layers run.
    let position: Int
    /// What was frozen, for layers in which something follows from the picture.
    let frozen: Frozen?
  }

  /// Where clusters and sampling points come from.
  enum Frozen: Hashable, Sendable {
    /// Queries from a seed, and offsets of zero.
    case nothing
    /// Mean colours of a picture.
    case colors(picture: String?)
    /// The run on a picture.
    case run(picture: String?)

    /// In a few words.
    func text(followsFeatures: Bool) -> String {
      switch self {
      case .nothing: followsFeatures ? "clusters of queries from a seed" : "points at rest"
      case .colors: "clusters of the picture's colours"
      case .run: followsFeatures ? "clusters of the run's queries" : "the run's points"
      }
    }
  }

  private(set) var verdicts: [Subject: LayerVerdict] = [:]
  private(set) var failures: [Subject: String] = [:]
  /// Layers whose regions can be drawn, the one that was looked at last at the end.
  private var details: [(subject: Subject, verification: LayerVerification)] = []
  /// What is being verified, and the number of the work.
  private(set) var pending: (id: Int, subject: Subject)?
  /// Whether somebody gave it up.
  var isStopped = false

  /// Memory that the layers which can be drawn may take, besides the last of them.
  private static let byteLimit = 128 << 20

  func verification(of subject: Subject) -> LayerVerification? {
    details.last { $0.subject == subject }?.verification
  }

  mutating func begin(_ id: Int, _ subject: Subject) { pending = (id, subject) }

  /// Takes what the work said that is under way, and nothing else.
  mutating func receive(_ event: WorkEvent, of id: Int) {
    guard let (number, subject) = pending, number == id else { return }
    if event.isLast { pending = nil }
    switch event {
    case .done(let value as LayerVerification): keep(value, subject)
    case .failed(let reason): failures[subject] = reason
    case .cancelled: isStopped = true
    case .done, .part: break
    }
  }

  private mutating func keep(_ verification: LayerVerification, _ subject: Subject) {
    verdicts[subject] = verification.verdict
    details.removeAll { $0.subject == subject }
    details.append((subject, verification))
    var bytes = details.reduce(0) { $0 + $1.verification.byteCount }
    while details.count > 1, bytes > Self.byteLimit {
      bytes -= details.removeFirst().verification.byteCount
    }
  }

  /// Forgets all that is about another model.
  ///
  /// - Returns: The work that nobody waits for any more.
  mutating func forget(allBut model: ModelRequest) -> Int? {
    verdicts = verdicts.filter { $0.key.model == model }
    failures = failures.filter { $0.key.model == model }
    details.removeAll { $0.subject.model != model }
    guard let (id, subject) = pending, subject.model != model else { return nil }
    pending = nil
    return id
  }

  /// Forgets all verdicts, so that every layer is verified anew.
  mutating func restart() {
    (verdicts, failures, details, isStopped) = ([:], [:], [], false)
  }
}

extension Session {
  /// The place of the layer that is looked at in the order in which layers run.
  var position: Int? {
    geometry.position(of: selection.address, layer: selection.layer)
  }

  /// A layer of the model, and what is frozen in it now.
  func subject(at position: Int) -> LayerChecks.Subject {
    let layer = geometry.layers[position]
    let spec = layer.spec.mechanism
    var frozen: LayerChecks.Frozen?
    if spec.followsFeatures || spec is SharedDeformableAttention {
      if record(of: layer) != nil {
        frozen = .run(picture: picture?.name)
      } else {
        frozen =
          spec.followsFeatures && picture != nil ? .colors(picture: picture?.name) : .nothing
      }
    }
    return LayerChecks.Subject(model: opened.request, position: position, frozen: frozen)
  }

  /// What the run left behind of a layer.
  func record(of layer: ModelGeometry.Layer) -> AttentionRecord? {
    let records = run.reports[layer.address]?.attention ?? []
    return records.indices.contains(layer.index) ? records[layer.index] : nil
  }
}
