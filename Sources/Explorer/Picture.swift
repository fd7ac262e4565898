public import Images

/// A picture as the model sees it.
public struct Picture: Sendable {
  /// What to call it on the screen.
  public var name: String
  /// Where it comes from; nothing for the sample.
  public var path: String?
  /// Resized and cropped to the model's input.
  public var image: Image

  public init(name: String, path: String?, image: Image) {
    self.name = name
    self.path = path
    self.image = image
  }
}

/// One entry of a directory.
public struct FileEntry: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case picture
    case checkpoint
    case other
  }

  public var name: String
  public var path: String
  public var isDirectory: Bool
  public var kind: Kind

  public init(name: String, path: String, isDirectory: Bool, kind: Kind) {
    self.name = name
    self.path = path
    self.isDirectory = isDirectory
    self.kind = kind
  }
}
