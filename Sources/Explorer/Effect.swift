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
  case openPicture(path: String?, Preprocessing, input: PixelSize)
  case listFiles(directory: String)
  /// Look for the checkpoints on this machine.
  case findCheckpoints
  /// Look up a model, and read its names and shapes off the checkpoint where it has one.
  case openModel(ModelRequest)
  /// Run a model; a run that is under way gives way to it.
  case run(RunRequest)
  case cancelRun
  /// Work something out away from the keys, after all that was asked for before.
  case work(BackgroundWork)
  /// Give up background work, by its number.
  case cancelWork(Int)
  /// Let the terminal report the mouse, or leave it to the terminal.
  case useMouse(Bool)
  /// Put text on the clipboard.
  case copy(String)
  /// Write a file; over one that is there only when told to.
  case write(path: String, bytes: [UInt8], overwrites: Bool)
}

/// What to run, and on what.
public struct RunRequest: Equatable, Sendable {
  /// What reports of this run are told from those of others by; later ones are larger.
  public var id: Int
  public var model: ModelRequest
  /// A path; the sample where there is none.
  public var picture: String?
  public var threads: Int
  /// Whether one pass follows another until the run is cancelled.
  public var isLive: Bool
  /// How many passes to make where the run is not live.
  public var passes: Int

  public init(
    id: Int, model: ModelRequest, picture: String?, threads: Int, isLive: Bool,
    passes: Int = 1
  ) {
    self.id = id
    self.model = model
    self.picture = picture
    self.threads = threads
    self.isLive = isLive
    self.passes = passes
  }
}
