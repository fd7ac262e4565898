extension BackboneSpec {
  /// The kinds of operations that the model has, in the order of ``Operation``: all of them, but for
  /// clustering where no layer attends in feature space.
  public var operations: [Operation] {
    let clusters = stages.contains { stage in
      stage.blocks.contains { $0.attention.contains { $0.space == .feature } }
    }
    return Operation.allCases.filter { $0 != .clustering || clusters }
  }
}
