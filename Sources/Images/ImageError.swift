/// Why a picture cannot be had: which one, what was found, and what was expected.
public struct ImageError: Error, Equatable, CustomStringConvertible {
  /// The picture's name, as the file system or the person gave it.
  public var name: String
  public var problem: Problem

  public init(name: String, problem: Problem) {
    self.name = name
    self.problem = problem
  }

  /// What is wrong with a picture, whatever its name.
  public enum Problem: Error, Equatable {
    /// The system does not let us read it, in the system's words.
    case unreadable(reason: String)
    case directory
    case empty
    /// More bytes than ``Image/byteLimit``.
    case tooManyBytes(limit: Int)
    /// Nothing that this package decodes; `found` says what it looks like.
    case unknownFormat(found: String)
    /// A format that is decoded, in a form that is not.
    case unsupported(format: String, found: String, expected: String)
    /// A side of 0 pixels.
    case noPixels(width: Int, height: Int)
    /// More pixels than ``Image/pixelLimit``, or a side longer than ``Image/sideLimit``.
    case tooManyPixels(width: Int, height: Int)
    /// The file ends before the picture does.
    case truncated(format: String)
    /// The bytes contradict the format, in the words of who decodes it.
    case damaged(format: String, reason: String)
  }

  /// One plain sentence; the name and all text from files have no control characters.
  public var description: String {
    "\(name): \(problem.sentence)".escapingControlCharacters
  }
}

extension ImageError.Problem {
  fileprivate var sentence: String {
    switch self {
    case .unreadable(let reason): "the picture cannot be read: \(reason)"
    case .directory: "this is a directory, and a picture is expected"
    case .empty: "the file is empty, and a picture is expected"
    case .tooManyBytes(let limit):
      "the file has more than \(limit >> 20) MB, which is the most that is read"
    case .unknownFormat(let found):
      "this is \(found), and a PNG, JPEG, WebP, PPM or PGM picture is expected"
    case .unsupported(let format, let found, let expected):
      "this \(format) has \(found), and \(expected) is expected"
    case .noPixels(let width, let height):
      "the picture says that it has \(width)×\(height) pixels, and at least 1×1 is expected"
    case .tooManyPixels(let width, let height):
      "the picture says that it has \(width)×\(height) pixels, and at most "
        + "\(Image.pixelLimit / 1_000_000) megapixels and \(Image.sideLimit) on a side are decoded"
    case .truncated(let format): "this \(format) is cut off: the file ends before the picture does"
    case .damaged(let format, let reason): "this \(format) is damaged: \(reason)"
    }
  }
}
