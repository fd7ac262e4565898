internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What is at a path.
enum PathStatus: Equatable {
  case file(bytes: Int)
  case folder
  /// A symbolic link to nothing.
  case brokenLink
  case missing

  init(of path: String) {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: self = .file(bytes: Int(status.st_size))
      case S_IFDIR: self = .folder
      default: self = .missing
      }
    } else {
      self = unsafe lstat(path, &status) == 0 ? .brokenLink : .missing
    }
  }

  /// The names in a folder, sorted; none where it cannot be read.
  static func names(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).sorted()
  }
}
