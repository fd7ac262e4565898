/// One part of a block that adds to the tokens, as data.
public protocol SublayerSpec: Sendable {
  /// The geometry of the attention, where this part is an attention layer.
  var attention: AttentionLayerSpec? { get }
}

/// How a picture becomes the first tokens.
public protocol StemSpec: Sendable {}

/// How the tokens of one stage become those of the next.
public protocol DownsamplingSpec: Sendable {}

/// How tokens become logits.
public struct ClassifierHeadSpec: Sendable {
  public init() {}
}
