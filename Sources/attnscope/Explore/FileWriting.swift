import Explorer
import Foundation
import Images

/// Writes what somebody asked to have in a file, whole or not at all.
enum FileWriting {
  /// - Parameters:
  ///   - bytes: What the file is to hold.
  ///   - path: Where.
  ///   - overwrites: Whether a file that is there may go.
  /// - Returns: ``Event/written(path:bytes:)`` or ``Event/writeFailed(path:reason:)``.
  static func write(_ bytes: [UInt8], to path: String, overwrites: Bool) -> Event {
    do throws(CommandFailure) {
      try save(bytes, to: path, overwrites: overwrites)
      return .written(path: path, bytes: bytes.count)
    } catch {
      return .writeFailed(path: path, reason: error.sentence)
    }
  }

  /// - Throws: ``CommandFailure`` where the file is there already, or cannot be written.
  static func save(_ bytes: [UInt8], to path: String, overwrites: Bool) throws(CommandFailure) {
    let name = path.escapingControlCharacters
    var options: Data.WritingOptions = .atomic
    if !overwrites {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure(
          .failure, "\(name) is there already: nothing was written (! or --force writes over it)")
      }
      options = .withoutOverwriting
    }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    var isFolder = ObjCBool(false)
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      throw CommandFailure(
        .failure,
        "\(name) cannot be written: there is no folder \(folder.escapingControlCharacters)")
    }
    do {
      try Data(bytes).write(to: URL(filePath: path), options: options)
    } catch {
      throw CommandFailure(
        .failure, "\(name) cannot be written: \(error.localizedDescription)")
    }
  }
}
