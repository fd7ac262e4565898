import Assets
import Foundation
import Images
import VisionTransformers

/// Where a picture comes from: a file, standard input, or the sample that is compiled in.
enum PictureSource: Hashable, Sendable {
  case file(String)
  case standardInput
  case sample

  /// - Parameter argument: A path, `-` for standard input, or nothing for the sample.
  init(_ argument: String?) {
    switch argument {
    case nil: self = .sample
    case "-": self = .standardInput
    case let path?: self = .file(path)
    }
  }

  /// What people call it.
  var name: String {
    switch self {
    case .file(let path): URL(filePath: path).lastPathComponent
    case .standardInput: "standard input"
    case .sample: "harbour (sample)"
    }
  }

  /// Looks whether there is anything to read, before the screen is taken over.
  ///
  /// - Throws: ``CommandFailure`` where a file is missing, or may not be read.
  func requireReadable() throws(CommandFailure) {
    guard case .file(let path) = self else { return }
    let files = FileManager.default
    guard !files.isReadableFile(atPath: path) else { return }
    throw CommandFailure(
      .badInputFile,
      "\(path.escapingControlCharacters): "
        + (files.fileExists(atPath: path)
          ? "the picture may not be read" : "there is no such picture"))
  }

  /// - Throws: ``CommandFailure`` with what is wrong with the file.
  func read() throws(CommandFailure) -> Image {
    do throws(ImageError) {
      return switch self {
      case .file(let path): try Image.read(path: path)
      case .standardInput: try Image.read(descriptor: STDIN_FILENO, name: name)
      case .sample: try Image(decoding: Assets.samplePicture, name: name)
      }
    } catch {
      throw CommandFailure(.badInputFile, error.description)
    }
  }

  /// The picture as a model takes it.
  func modelInput(
    _ preprocessing: Preprocessing, size: PixelSize, asIs: Bool
  ) throws(CommandFailure) -> ModelInput {
    let image = try read()
    do {
      return try preprocessing.input(from: image, size: size, asIs: asIs)
    } catch {
      throw CommandFailure(.badInputFile, "\(name): \(error)")
    }
  }
}
