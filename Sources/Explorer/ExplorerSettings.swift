public import Screens
public import VisionTransformers

/// What the explorer starts with.
public struct ExplorerSettings: Sendable {
  /// A name of ``BackboneCatalog``.
  public var model: String
  /// The size of the model's input; its own where nothing is said.
  public var input: PixelSize?
  /// `seeded:0` and the like.
  public var weights: String
  /// A model that is open already, in place of the one that the names above mean.
  public var opened: OpenedModel?
  /// Pictures to go through; the sample where there are none.
  public var pictures: [String]
  public var threads: Int
  /// The most threads to offer.
  public var maximumThreads: Int
  /// Whether times, memory and rates are left out, so that two runs look alike.
  public var isStill: Bool
  /// Where the list of files begins if the picture has no directory of its own.
  public var directory: String
  /// Whether the explorer runs the model without being asked.
  public var runsAtStart: Bool
  /// What figures say made them, such as `attnscope 0.1.0`.
  public var program: String
  /// Which keys do what on every page.
  public var bindings: ExplorerBindings
  /// Colours of quantities, from low to high.
  public var ramp: ColorRamp

  public init(
    model: String = "pale-t", input: PixelSize? = nil, weights: String = "seeded:0",
    opened: OpenedModel? = nil, pictures: [String] = [], threads: Int = 1,
    maximumThreads: Int = 1, isStill: Bool = false, directory: String = ".",
    runsAtStart: Bool = true, program: String = "attnscope",
    bindings: ExplorerBindings = .standard,
    ramp: ColorRamp = .viridis
  ) {
    self.model = model
    self.input = input
    self.weights = weights
    self.opened = opened
    self.pictures = pictures
    self.threads = max(1, threads)
    self.maximumThreads = max(1, threads, maximumThreads)
    self.isStill = isStill
    self.directory = directory
    self.runsAtStart = runsAtStart
    self.program = program
    self.bindings = bindings
    self.ramp = ramp
  }

  /// The model to start with.
  ///
  /// - Throws: ``ModelError`` where there is no such model, or it does not take such an input.
  func openedModel() throws(ModelError) -> OpenedModel {
    if let opened { return opened }
    return try OpenedModel(named: model, weights: weights, input: input)
  }
}
