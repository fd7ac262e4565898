public import VisionTransformers

/// Something for the outside to do.
///
/// Effects are data, so that tests compare them.
public enum Effect: Equatable, Sendable {
  case quit
  case suspend
  /// Draw everything anew, whatever the terminal shows.
  case redraw
  /// Decode a picture and prepare it for a model; without a path it is the sample.
  case openPicture(path: String?, model: String, input: PixelSize)
  case listFiles(directory: String)
  /// Run a model; a run that is under way gives way to it.
  case run(RunRequest)
  case cancelRun
  /// Put text on the clipboard.
  case copy(String)
}

/// What to run, and on what.
public struct RunRequest: Equatable, Sendable {
  /// What reports of this run are told from those of others by; later ones are larger.
  public var id: Int
  public var model: String
  /// `seeded:0` and the like, or a path.
  public var weights: String
  public var input: PixelSize
  /// A path; the sample where there is none.
  public var picture: String?
  public var threads: Int
  /// Whether one pass follows another until the run is cancelled.
  public var isLive: Bool

  public init(
    id: Int, model: String, weights: String, input: PixelSize, picture: String?, threads: Int,
    isLive: Bool
  ) {
    self.id = id
    self.model = model
    self.weights = weights
    self.input = input
    self.picture = picture
    self.threads = threads
    self.isLive = isLive
  }
}
