public import VisionTransformers

/// What the explorer starts with.
public struct ExplorerSettings: Sendable {
  /// A name of ``BackboneCatalog``.
  public var model: String
  /// The size of the model's input; its own where nothing is said.
  public var input: PixelSize?
  /// `seeded:0` and the like, or a path.
  public var weights: String
  /// Pictures to go through; the sample where there are none.
  public var pictures: [String]
  /// Names of the classes of a trained model, in order.
  public var labels: [String]?
  public var threads: Int
  /// The most threads to offer.
  public var maximumThreads: Int
  /// Whether times, memory and rates are left out, so that two runs look alike.
  public var isStill: Bool
  /// Where the list of files begins if the picture has no directory of its own.
  public var directory: String
  /// Whether the explorer runs the model without being asked.
  public var runsAtStart: Bool

  public init(
    model: String = "pale-t", input: PixelSize? = nil, weights: String = "seeded:0",
    pictures: [String] = [], labels: [String]? = nil, threads: Int = 1, maximumThreads: Int = 1,
    isStill: Bool = false, directory: String = ".", runsAtStart: Bool = true
  ) {
    self.model = model
    self.input = input
    self.weights = weights
    self.pictures = pictures
    self.labels = labels
    self.threads = max(1, threads)
    self.maximumThreads = max(1, threads, maximumThreads)
    self.isStill = isStill
    self.directory = directory
    self.runsAtStart = runsAtStart
  }
}
