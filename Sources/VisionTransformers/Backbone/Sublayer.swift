/// One part of a block that adds to the tokens, as data.
public protocol SublayerSpec: Sendable {
  /// The geometry of the attention, where this part is an attention layer.
  var attention: AttentionLayerSpec? { get }

  /// How tokens take over what others know in this part, first to last; unless told, by attention.
  var mixing: [TokenMixing] { get }

  /// Makes the part.
  ///
  /// - Parameter parameters: The block's own.
  /// - Returns: The part, with its parameters.
  /// - Throws: ``ModelError`` where a parameter is amiss or the geometry does not fit.
  func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer
}

extension SublayerSpec {
  public var attention: AttentionLayerSpec? { nil }
  public var mixing: [TokenMixing] { attention.map { [.attention($0)] } ?? [] }
}

/// One part of a block, with its parameters.
public protocol Sublayer: Sendable {
  /// What it costs on the grid that it was made for.
  var cost: Cost { get }

  /// Whether this is an attention layer in feature space.
  var isInFeatureSpace: Bool { get }

  /// Works on the tokens in place.
  ///
  /// - Returns: The record of the attention, where this is an attention layer.
  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord?

  /// The attention of the layer by itself, as ``apply(to:in:)`` runs it.
  ///
  /// - Parameters:
  ///   - pattern: What the layer is to take for known that otherwise follows from a picture: clusters,
  ///     and points between tokens.
  ///   - workspace: Threads and scratch memory.
  /// - Returns: One kernel, or several whose heads follow each other; none where this is no attention
  ///   layer.
  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
}

extension Sublayer {
  public var isInFeatureSpace: Bool { false }

  public func kernels(
    frozenAs pattern: AttentionPattern, in workspace: Workspace
  ) -> [any AttentionKernel] { [] }
}

/// How a picture becomes the first tokens, as data.
public protocol StemSpec: Sendable {
  /// Makes the stem, for a picture of `input` pixels.
  func make(_ input: PixelSize, _ parameters: ParameterScope) throws(ModelError) -> any TokenSource

  /// What the first tokens are made from, for a picture whose pixels are `map`.
  func footprint(from map: TokenGrid) -> TokenFootprint
}

/// How the tokens of one stage become those of the next, as data.
public protocol DownsamplingSpec: Sendable {
  /// Makes the step from one grid to the next.
  func make(from grid: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource

  /// What the tokens of the next stage are made from, for a stage on the grid `map`.
  func footprint(from map: TokenGrid) -> TokenFootprint
}

/// Something that makes a stage's tokens: a stem, of pixels; a downsampling, of tokens.
public protocol TokenSource: Sendable {
  var cost: Cost { get }

  /// Fills the tokens of a stage.
  ///
  /// - Parameters:
  ///   - input: Pixels `[height·width, 3]`, or the tokens of the stage before.
  ///   - tokens: What is filled.
  ///   - workspace: Threads and scratch memory.
  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace)
}
