public import Screens
public import VisionTransformers

/// Something that happened.
public enum Event: Sendable {
  case key(Key)
  case resized(Size)
  /// The answer to ``Effect/openPicture(path:_:input:)``.
  case picture(Picture)
  /// The other answer to it: one plain sentence.
  case pictureFailed(path: String, reason: String)
  /// The answer to ``Effect/listFiles(directory:)``.
  case files(directory: String, [FileEntry])
  /// The answer to ``Effect/findCheckpoints``.
  case checkpoints([CheckpointEntry])
  /// The answer to ``Effect/openModel(_:)``.
  case model(OpenedModel)
  /// The other answer to it: one plain sentence, and what the checkpoint holds where that is known.
  case modelFailed(ModelRequest, reason: String, CheckpointInspection? = nil)
  /// A report of a run; those of an older run than the latest are ignored.
  case run(id: Int, RunEvent)
  /// What background work says.
  case work(id: Int, WorkEvent)
  /// The answer to ``Effect/write(path:bytes:overwrites:)``.
  case written(path: String, bytes: Int)
  /// The other answer to it: one plain sentence.
  case writeFailed(path: String, reason: String)
  /// The program goes on after it was suspended.
  case resumed
}

/// What a run says of itself, in this order.
public enum RunEvent: Sendable {
  /// Parameters are being made, block by block.
  case building(done: Int, total: Int)
  /// The model stands.
  ///
  /// `seconds` is how long it took to make, and nothing is said where it stood already.
  case built(seconds: Double, parameters: Int)
  /// A pass begins; in live mode there is one after another, counted from 1.
  case started(run: Int)
  case block(BlockReport)
  case finished(RunSummary)
  case cancelled
  /// One plain sentence.
  case failed(String)
}

/// What a whole pass came to.
public struct RunSummary: Sendable {
  /// Before any softmax: `[classes]`.
  public var logits: [Float]
  /// Wall clock of the whole pass.
  public var seconds: Double
  /// The classifier's part of it.
  public var headSeconds: Double
  /// The most memory that the process has had resident so far.
  public var peakBytes: Int
  /// What it has resident now.
  public var residentBytes: Int
  public var threads: Int

  public init(
    logits: [Float], seconds: Double, headSeconds: Double, peakBytes: Int, residentBytes: Int,
    threads: Int
  ) {
    self.logits = logits
    self.seconds = seconds
    self.headSeconds = headSeconds
    self.peakBytes = peakBytes
    self.residentBytes = residentBytes
    self.threads = threads
  }
}
