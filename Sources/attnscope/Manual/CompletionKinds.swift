import ArgumentParser
import VisionTransformers

extension CompletionKind {
  /// Names of models.
  static var models: Self { .list(BackboneCatalog.names) }

  /// Names of mechanisms.
  static var mechanisms: Self { .list(MechanismCatalog.names) }

  /// The attention layers that a block may have.
  static var layers: Self { .list(AttentionSpace.allCases.map(\.rawValue)) }
}
