import Images
import VisionTransformers

/// What the session asks of the outside.
extension Session {
  /// Runs the model on the picture.
  ///
  /// - Parameters:
  ///   - isLive: Whether one pass is to follow another without end.
  ///   - passes: How many there are to be else.
  /// - Returns: The effect that begins it.
  mutating func requestRun(isLive: Bool, passes: Int = 1) -> [Effect] {
    run.begin(isLive: isLive, passes: passes)
    return [
      .run(
        RunRequest(
          id: run.id, model: opened.request, picture: requestedPicture, threads: threads,
          isLive: isLive, passes: passes))
    ]
  }

  /// Stops what runs.
  mutating func cancelRun() -> [Effect] {
    run.phase = .cancelling
    run.isLive = false
    return [.cancelRun]
  }

  /// Opens a picture, and runs the model on it when it comes.
  mutating func open(picture path: String?) -> [Effect] {
    requestedPicture = path
    runsWhenPictureComes = true
    return [.openPicture(path: path, spec.preprocessing, input: spec.input)]
  }

  /// Opens the picture so many places further on, around the end.
  mutating func openNeighbor(by step: Int) -> [Effect] {
    guard pictures.count > 1 else {
      message = "there is one picture only: o opens others"
      return []
    }
    let here = requestedPicture.flatMap { pictures.firstIndex(of: $0) } ?? 0
    return open(picture: pictures[(here + step + pictures.count) % pictures.count])
  }

  /// Goes over to another model of the catalogue.
  ///
  /// A checkpoint is of one model, so the parameters are seeded then.
  mutating func open(model name: String) -> [Effect] {
    guard name != spec.name else { return [] }
    do {
      let seed = opened.request.isSeeded ? weights : "seeded:0"
      return open(try OpenedModel(named: name, weights: seed, input: opened.request.input))
    } catch {
      message = error.description
      return []
    }
  }

  /// Goes over to a model that was looked up, and to the picture as that model wants it.
  mutating func open(_ opened: OpenedModel) -> [Effect] {
    use(opened)
    return open(picture: requestedPicture)
  }

  /// Looks up what parameters belong to, and goes over to it when it is known.
  mutating func open(weights: String, heads: [Int]? = nil) -> [Effect] {
    let isSeeded = ModelRequest(weights: weights).isSeeded
    let request = ModelRequest(
      model: isSeeded ? catalogueName : nil, weights: weights, heads: heads,
      input: requestedInput)
    requestedModel = request
    return [.openModel(request)]
  }

  /// Looks the same model up for a picture of another size.
  mutating func open(inputSide side: Int) -> [Effect] {
    var request = opened.request
    request.input = PixelSize(square: side)
    requestedModel = request
    return [.openModel(request)]
  }

  /// The model's name where the catalogue has it; a checkpoint may hold another.
  private var catalogueName: String? {
    BackboneCatalog.names.contains(spec.name) ? spec.name : nil
  }

  /// The size of input that somebody asked for.
  private var requestedInput: PixelSize? { opened.request.input }

  /// A model was looked up.
  mutating func receive(_ opened: OpenedModel) -> [Effect] {
    guard opened.request == requestedModel else { return [] }
    requestedModel = nil
    return open(opened)
  }

  /// A model was looked up in vain.
  mutating func receiveFailure(
    of request: ModelRequest, _ reason: String, _ inspection: CheckpointInspection?
  ) {
    guard request == requestedModel else { return }
    requestedModel = nil
    refused = inspection
    message = inspection?.report == nil ? reason : "\(reason); M shows what the file holds"
  }

  /// Runs on so many threads from now on.
  mutating func use(threads count: Int) -> [Effect] {
    guard count != threads else { return [] }
    threads = count
    run.forgetHistory()
    return requestRun(isLive: run.isLive)
  }

  /// A picture came, or one that nobody waits for any more.
  mutating func receive(_ picture: Picture) -> [Effect] {
    let size = PixelSize(height: picture.image.height, width: picture.image.width)
    guard picture.path == requestedPicture, size == spec.input else { return [] }
    use(picture)
    guard runsWhenPictureComes else { return [] }
    runsWhenPictureComes = false
    let isLive = run.isLive
    run.forget(keepingModel: true)
    return requestRun(isLive: isLive)
  }

  /// A report came.
  mutating func receive(_ event: RunEvent, of id: Int) {
    guard id == run.id else { return }
    switch event {
    case .block(let report): run.note(report, pairsSaved: pairsSaved(report))
    case .failed(let reason):
      run.apply(event)
      message = reason
    default: run.apply(event)
    }
    if case .finished = event { noteWholePass() }
    if !run.isActive { log.noteEndOfRun() }
  }

  /// Pairs that papers count and the run leaves out: in windows that the border cuts.
  private mutating func pairsSaved(_ report: BlockReport) -> Int {
    geometry.layers.filter { $0.address == report.address }.reduce(0) { saved, layer in
      guard report.attention.indices.contains(layer.index),
        let entry = try? library.entry(layer.spec.mechanism, layer.identity).get()
      else { return saved }
      return saved + entry.nominalPairs - report.attention[layer.index].pattern.pairCount
    }
  }
}
