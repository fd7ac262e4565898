import Screens
import VisionTransformers

/// What the views share: the model, the picture, the place that is looked at, and the run.
struct Session: Sendable {
  let settings: ExplorerSettings
  private(set) var capabilities: TerminalCapabilities
  private(set) var theme: Theme
  private(set) var opened: OpenedModel
  private(set) var geometry: ModelGeometry
  var threads: Int
  /// The model that is being looked up.
  var requestedModel: ModelRequest?
  /// What the checkpoint holds that was asked for last and cannot be run; nothing once another opens.
  var refused: CheckpointInspection?
  /// The pictures that `>` and `<` go through.
  var pictures: [String]
  /// The path of the picture that was asked for last; nothing for the sample.
  var requestedPicture: String?
  private(set) var picture: Picture?
  /// How many pictures have come, which tells one from the next.
  private(set) var pictureVersion = 0
  /// Whether the model is to run when the picture comes.
  var runsWhenPictureComes = false
  var selection = Selection()
  /// Places that are marked by letters.
  var pins = Pins()
  /// The walk along keys that is under way, or was.
  var keyWalk: KeyWalk?
  /// A grid and extents of one's own, for pages that compare mechanisms.
  var playground = PlaygroundSettings()
  /// The grid that the cursor moves on, where the page shows another than the layer's.
  var pageGrid: TokenGrid?
  var run = RunState()
  /// The last whole pass of the model that was open before.
  private(set) var previousRun: RunRecord?
  /// What is worked out in the background.
  var works = PendingWorks()
  /// The checkpoints on this machine, once they were looked for.
  var found: [CheckpointEntry]?
  /// What was done so far, as a script that does it again.
  var log = SessionLog()
  /// Lines of the command prompt, oldest first.
  var commandHistory: [String] = []
  /// The directory that was listed last.
  var listing: FileListing?
  /// The guided walk, while it goes on.
  var tour: Tour?
  /// One sentence to show until the next key.
  var message: String?
  var library = PatternLibrary()
  /// How others attend to a token, as it was worked out last.
  var incomingAnswer: IncomingAnswer?
  private(set) var reading: TokenReading
  private var readingKey: ReadingKey?

  init(settings: ExplorerSettings, capabilities: TerminalCapabilities) throws(ModelError) {
    let opened = try settings.openedModel()
    self.settings = settings
    self.capabilities = capabilities
    theme = Theme(capabilities, ramp: settings.ramp)
    self.opened = opened
    geometry = ModelGeometry(of: opened.spec)
    threads = settings.threads
    pictures = settings.pictures
    requestedPicture = settings.pictures.first
    reading = .nothing(on: opened.spec.stages[0].grid)
    moveToCenter()
    refresh()
  }

  var hasBlocks: Bool { capabilities.charset != .ascii }
  /// Whether the parameters are of a trained model.
  var isTrained: Bool { !opened.request.isSeeded }
  var spec: BackboneSpec { opened.spec }
  /// The parameters' own words: `seeded:0`, or a path.
  var weights: String { opened.request.weights }
  var stage: StageSpec { spec.stages[selection.address.stage] }
  /// The attention layer that is looked at; nothing in a block that has none.
  var layer: ModelGeometry.Layer? {
    geometry.position(of: selection.address, layer: selection.layer).map { geometry.layers[$0] }
  }
  /// The grid on which the layer attends: in some first blocks a larger one than the stage's.
  var grid: TokenGrid { layer?.identity.grid ?? stage.grid }
  var scale: PixelScale { PixelScale(grid: grid, input: spec.input) }
  /// The token under the cursor.
  var cursor: (row: Int, column: Int) { scale.token(at: selection.point) }

  /// A picture came.
  mutating func use(_ picture: Picture) {
    self.picture = picture
    pictureVersion += 1
    library.use(picture.image)
    readingKey = nil
  }

  /// What is drawn has to suit something else from now on.
  mutating func use(_ capabilities: TerminalCapabilities) {
    self.capabilities = capabilities
    theme = Theme(capabilities, ramp: theme.ramp)
  }

  /// Quantities are drawn in other colours from now on.
  mutating func use(_ ramp: ColorRamp) { theme = Theme(capabilities, ramp: ramp) }

  /// Another model is looked at, with the cursor at the same part of the picture.
  mutating func use(_ opened: OpenedModel) {
    previousRun = run.record ?? previousRun
    let (old, new) = (self.spec.input, opened.spec.input)
    self.opened = opened
    refused = nil
    geometry = ModelGeometry(of: opened.spec)
    let stretch = (
      x: Double(new.width) / Double(old.width), y: Double(new.height) / Double(old.height)
    )
    selection.point.x *= stretch.x
    selection.point.y *= stretch.y
    pins.scale(x: stretch.x, y: stretch.y)
    selection.address.stage = min(selection.address.stage, spec.stages.count - 1)
    selection.address.block = min(selection.address.block, stage.blocks.count - 1)
    selection.layer = 0
    selection.mechanism = nil
    run.forget(keepingModel: false)
    readingKey = nil
  }

  /// Works out what the screen says of the token under the cursor, if anything about it changed.
  mutating func refresh() {
    clampHead()
    let key = ReadingKey(of: self)
    guard key != readingKey else { return }
    reading = makeReading()
    readingKey = key
  }
}

/// What a reading follows from, besides model and picture.
private struct ReadingKey: Hashable {
  let selection: Selection
  let pins: Pins
  let extents: MechanismSettings
  /// How often the run has said something that the reading tells of.
  let version: Int
  let answer: IncomingQuestion?

  init(of session: Session) {
    selection = session.selection
    pins = session.pins
    extents = session.playground.extents
    answer = session.incomingAnswer?.question
    let versions = session.run.versions
    version =
      session.geometry.followsFeatures
      ? versions.values.reduce(0, +) : versions[selection.address] ?? 0
  }
}

/// What is played with: a grid that need not be any stage's, and extents that need not be the usual
/// ones.
struct PlaygroundSettings: Hashable, Sendable {
  /// Nothing for the grid of the stage.
  var grid: TokenGrid?
  var extents = MechanismSettings()
}

/// What a directory holds.
struct FileListing: Equatable, Sendable {
  var directory: String
  var entries: [FileEntry]
}
