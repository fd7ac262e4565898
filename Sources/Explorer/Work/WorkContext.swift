public import Tensors
public import VisionTransformers

/// What background work is given.
public struct WorkContext: Sendable {
  private let wanted: @Sendable () -> Bool
  private let send: @Sendable (any Sendable) -> Void
  /// The model with its parameters, for work that asked for it.
  public let model: LoadedModel?

  /// - Parameters:
  ///   - model: The model with its parameters.
  ///   - isWanted: Whether anybody still waits.
  ///   - report: Told of every part.
  public init(
    model: LoadedModel? = nil, isWanted: @escaping @Sendable () -> Bool,
    report: @escaping @Sendable (any Sendable) -> Void
  ) {
    self.model = model
    wanted = isWanted
    send = report
  }

  /// Whether anybody still waits; ask now and then, and return early where nobody does.
  public func isWanted() -> Bool { wanted() }

  /// Hands out what is known so far.
  public func report(_ part: any Sendable) { send(part) }
}

/// A model with its parameters, threads to run it on, and the picture.
public struct LoadedModel: Sendable {
  public let backbone: Backbone
  public let pool: ThreadPool
  /// The normalised picture, `[height · width, 3]`; nothing where there is none.
  public let pixels: Matrix?

  public init(_ backbone: Backbone, pool: ThreadPool, pixels: Matrix?) {
    self.backbone = backbone
    self.pool = pool
    self.pixels = pixels
  }

  /// What the model is made of.
  public var spec: BackboneSpec { backbone.spec }
}
