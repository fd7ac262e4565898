import Explorer
import Foundation
import Images
import Synchronization
import Tensors
import VisionTransformers

/// Does what the explorer asks of the outside: opens pictures, lists folders, runs models.
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
  /// The run that is wanted; −1 for none.
  private let wantedRun = Mutex(-1)
  private let shown = Mutex<Shown?>(nil)
  /// What was wrong with the last picture, if it could not be opened.
  private let problem = Mutex<String?>(nil)
  /// The opening of the picture that a run has to wait for.
  private let opening = Mutex<Task<Void, Never>?>(nil)

  init(send: @escaping @Sendable (Event) -> Void) { self.send = send }

  /// Begins with an effect, away from the calling thread; the answer comes as events.
  func begin(_ effect: Effect) {
    switch effect {
    case .openPicture(let path, let model, let input):
      opening.withLock {
        $0 = Task.detached { self.openPicture(path, model: model, input: input) }
      }
    case .listFiles(let directory): Task.detached { self.listFiles(in: directory) }
    case .run(let request):
      wantedRun.withLock { $0 = request.id }
      let opening = opening.withLock { $0 }
      Task.detached(priority: .utility) {
        await opening?.value
        await self.run(request)
      }
    case .cancelRun: wantedRun.withLock { $0 = -1 }
    case .quit, .suspend, .redraw, .copy: break
    }
  }

  /// Opens a picture and prepares it for a model.
  func openPicture(_ path: String?, model: String, input: PixelSize) {
    let source = PictureSource(path)
    do {
      let known = shown.withLock { $0?.source == source ? $0?.image : nil }
      let image = try known ?? source.read()
      let prepared = try preprocessing(of: model, input: input)
        .input(from: image, size: input, asIs: false)
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

  private func preprocessing(
    of model: String, input: PixelSize
  ) throws(CommandFailure) -> Preprocessing {
    try ModelSelection(model: model, weights: "seeded", input: input).spec.preprocessing
  }

  /// Runs a model on the picture that is shown, as long as the run is the one that is wanted.
  func run(_ request: RunRequest) async {
    guard let pixels = shown.withLock({ $0?.input?.pixels }) else {
      let reason = problem.withLock { $0 } ?? "there is no picture to run on"
      return send(.run(id: request.id, .failed(reason)))
    }
    await engine.perform(
      request, on: pixels, isCurrent: { self.wantedRun.withLock { $0 == request.id } },
      report: { self.send(.run(id: request.id, $0)) })
  }

  /// Lists the pictures and folders in a folder, folders first, each by name.
  func listFiles(in directory: String) {
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
