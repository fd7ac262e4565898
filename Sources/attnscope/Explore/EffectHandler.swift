import Checkpoints
import Explorer
import Foundation
import Images
import Synchronization
import Tensors
import VisionTransformers

/// Does what the explorer asks of the outside: opens pictures and models, lists folders, runs models,
/// works things out, writes files.
///
/// It is a lock and not an actor, so that runs and cancellations take effect in the order in which
/// they are asked for. Answers come as events, from other threads.
final class EffectHandler: Sendable {
  /// What is known of the picture that is shown.
  private struct Shown {
    var source: PictureSource
    var image: Image
    var input: ModelInput?
  }

  private let send: @Sendable (Event) -> Void
  private let engine = InferenceEngine()
  private let queue = WorkQueue()
  private let threads: Int
  /// The run that is wanted; −1 for none.
  private let wantedRun = Mutex(-1)
  /// The background work that was given up.
  private let unwantedWork = Mutex<Set<Int>>([])
  private let shown = Mutex<Shown?>(nil)
  /// What was wrong with the last picture, if it could not be opened.
  private let problem = Mutex<String?>(nil)
  /// The opening of the picture that a run has to wait for.
  private let opening = Mutex<Task<Void, Never>?>(nil)

  /// - Parameters:
  ///   - threads: Threads for background work before the first run.
  ///   - send: Told of every answer, on any thread.
  init(threads: Int = ThreadPool.coreCount, send: @escaping @Sendable (Event) -> Void) {
    self.threads = threads
    self.send = send
  }

  /// Begins with an effect, away from the calling thread; the answer comes as events.
  func begin(_ effect: Effect) {
    switch effect {
    case .openPicture(let path, let preprocessing, let input):
      opening.withLock {
        $0 = Task.detached { self.openPicture(path, preprocessing, input: input) }
      }
    case .listFiles, .findCheckpoints, .openModel, .write:
      Task.detached { self.perform(effect) }
    case .run(let request):
      wantedRun.withLock { $0 = request.id }
      let opening = opening.withLock { $0 }
      Task.detached(priority: .utility) {
        await opening?.value
        await self.run(request)
      }
    case .cancelRun: wantedRun.withLock { $0 = -1 }
    case .work(let work):
      queue.add { await self.perform(work) }
    case .cancelWork(let id): _ = unwantedWork.withLock { $0.insert(id) }
    case .quit, .suspend, .redraw, .copy, .useMouse: break
    }
  }

  /// Carries out an effect that is answered at once, on the calling thread.
  func perform(_ effect: Effect) {
    switch effect {
    case .openPicture(let path, let preprocessing, let input):
      openPicture(path, preprocessing, input: input)
    case .listFiles(let directory): listFiles(in: directory)
    case .findCheckpoints:
      send(
        .checkpoints(
          CheckpointLocations.ofThisProcess.found().map { CheckpointEntry(FoundListing($0)) }))
    case .openModel(let request): openModel(request)
    case .write(let path, let bytes, let overwrites):
      send(FileWriting.write(bytes, to: path, overwrites: overwrites))
    default: begin(effect)
    }
  }

  private func openPicture(_ path: String?, _ preprocessing: Preprocessing, input: PixelSize) {
    let source = PictureSource(path)
    do {
      let known = shown.withLock { $0?.source == source ? $0?.image : nil }
      let image = try known ?? source.read()
      let prepared = try preprocessing.input(from: image, size: input, asIs: false)
      shown.withLock { $0 = Shown(source: source, image: image, input: prepared) }
      send(.picture(Picture(name: source.name, path: path, image: prepared.picture)))
    } catch let failure as CommandFailure {
      fail(source, failure.sentence)
    } catch {
      fail(source, "\(error)")
    }
  }

  private func fail(_ source: PictureSource, _ reason: String) {
    problem.withLock { $0 = reason }
    send(.pictureFailed(path: source.name, reason: reason))
  }

  private func openModel(_ request: ModelRequest) {
    do throws(CommandFailure) {
      send(.model(try ModelSelection(request).opened(by: request)))
    } catch {
      send(.modelFailed(request, reason: error.sentence, ModelSelection.inspection(for: request)))
    }
  }

  /// Runs a model on the picture that is shown, as long as the run is the one that is wanted.
  private func run(_ request: RunRequest) async {
    guard let pixels = shown.withLock({ $0?.input?.pixels }) else {
      let reason = problem.withLock { $0 } ?? "there is no picture to run on"
      return send(.run(id: request.id, .failed(reason)))
    }
    await engine.perform(
      request, on: pixels, isCurrent: { self.wantedRun.withLock { $0 == request.id } },
      report: { self.send(.run(id: request.id, $0)) })
  }

  private func perform(_ work: BackgroundWork) async {
    let isWanted: @Sendable () -> Bool = {
      self.unwantedWork.withLock { !$0.contains(work.id) }
    }
    let report: @Sendable (any Sendable) -> Void = {
      self.send(.work(id: work.id, .part($0)))
    }
    let end =
      work.usesModel
      ? await engine.perform(
        work, threads: threads, on: shown.withLock { $0?.input?.pixels }, isWanted: isWanted,
        report: report)
      : work.perform(in: WorkContext(isWanted: isWanted, report: report))
    _ = unwantedWork.withLock { $0.remove(work.id) }
    send(.work(id: work.id, end))
  }

  /// Lists the pictures and folders in a folder, folders first, each by name.
  private func listFiles(in directory: String) {
    let folder = URL(filePath: directory).standardizedFileURL
    let found =
      (try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey],
        options: [.skipsHiddenFiles])) ?? []
    let entries = found.map { url in
      let isDirectory = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
      return FileEntry(
        name: url.lastPathComponent, path: url.path, isDirectory: isDirectory,
        kind: Self.kind(ofExtension: url.pathExtension.lowercased()))
    }
    send(
      .files(
        directory: folder.path,
        entries.sorted { ($0.isDirectory ? 0 : 1, $0.name) < ($1.isDirectory ? 0 : 1, $1.name) }))
  }

  private static func kind(ofExtension suffix: String) -> FileEntry.Kind {
    switch suffix {
    case "png", "jpg", "jpeg", "webp", "ppm", "pgm", "pnm": .picture
    case "safetensors", "pth", "pt", "bin", "tar": .checkpoint
    default: .other
    }
  }
}

extension CheckpointEntry {
  fileprivate init(_ listing: FoundListing) {
    self.init(
      name: listing.name, bytes: listing.bytes, variant: listing.variant,
      objection: listing.complete ? nil : listing.verdict)
  }
}
