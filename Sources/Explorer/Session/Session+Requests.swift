import Images
import VisionTransformers

/// What the session asks of the outside.
extension Session {
  /// Runs the model on the picture.
  mutating func requestRun(isLive: Bool) -> [Effect] {
    run.id += 1
    run.phase = .starting
    run.isLive = isLive
    return [
      .run(
        RunRequest(
          id: run.id, model: spec.name, weights: weights, input: spec.input,
          picture: requestedPicture, threads: threads, isLive: isLive))
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
    return [.openPicture(path: path, model: spec.name, input: spec.input)]
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

  /// Goes over to another model.
  ///
  /// A checkpoint is of one model, so the parameters are seeded then.
  mutating func open(model name: String) -> [Effect] {
    guard name != spec.name else { return [] }
    do {
      use(try BackboneCatalog.spec(named: name, input: settings.input))
    } catch {
      message = error.description
      return []
    }
    if isTrained { weights = "seeded:0" }
    return open(picture: requestedPicture)
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
