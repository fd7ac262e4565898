import VisionTransformers

extension VerifyView {
  /// The layer that is looked at, if it cannot be drawn yet; else the first after it without a
  /// verdict.
  func nextPosition(_ session: Session) -> Int? {
    let count = session.geometry.layers.count
    let here = session.position ?? 0
    if session.position != nil {
      let subject = session.subject(at: here)
      if checks.verification(of: subject) == nil, checks.failures[subject] == nil { return here }
    }
    return (0..<count).map { (here + $0) % count }.first { position in
      let subject = session.subject(at: position)
      return checks.verdicts[subject] == nil && checks.failures[subject] == nil
    }
  }

  /// Verifies one layer with the kernels of the model that runs.
  mutating func work(at position: Int, _ session: inout Session) -> BackgroundWork {
    let layer = session.geometry.layers[position]
    let subject = session.subject(at: position)
    let record = session.record(of: layer)
    let features = layer.spec.mechanism.followsFeatures ? session.colorFeatures(of: layer) : nil
    let work = session.background("verifying \(layer.address)", usesModel: true) { context in
      guard let model = context.model else { throw VerificationFailure.noModel }
      let verification = try BackboneVerification(model.backbone).verify(
        layer.address, layer: layer.index, record: record, features: features, pool: model.pool,
        while: context.isWanted)
      return verification ?? VerificationGivenUp() as any Sendable
    }
    checks.begin(work.id, subject)
    return work
  }
}

/// Why a layer was not verified.
private enum VerificationFailure: Error, CustomStringConvertible {
  case noModel

  var description: String { "the model's parameters are not there" }
}

/// What comes of work that nobody waits for any more.
private struct VerificationGivenUp: Sendable {}

extension Session {
  /// The colours that a layer's clusters follow from before a run; nothing without a picture.
  fileprivate mutating func colorFeatures(of layer: ModelGeometry.Layer) -> TokenFeatures? {
    try? library.entry(layer.spec.mechanism, layer.identity).get().features
  }
}
