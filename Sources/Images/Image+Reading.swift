extension Image {
  /// The most bytes that are read of a file: 512 MB.
  public static let byteLimit = 512 << 20

  /// Reads and decodes the picture at a path.
  ///
  /// - Throws: ``ImageError``, also where there is no such file, or nobody may read it.
  public static func read(path: String) throws(ImageError) -> Image {
    try decode(named: path) { () throws(ImageError.Problem) in try InputFile(path: path) }
  }

  /// Reads and decodes the picture that comes from an open file, to its end.
  ///
  /// - Parameters:
  ///   - descriptor: A descriptor open for reading, such as 0 for standard input; it stays open.
  ///   - name: What messages call the picture.
  /// - Returns: The picture, upright.
  /// - Throws: ``ImageError``.
  public static func read(descriptor: Int32, name: String) throws(ImageError) -> Image {
    try decode(named: name) { InputFile(descriptor: descriptor) }
  }

  private static func decode(
    named name: String, _ open: () throws(ImageError.Problem) -> InputFile
  ) throws(ImageError) -> Image {
    let bytes: [UInt8]
    do {
      bytes = try open().pictureBytes(limit: byteLimit)
    } catch {
      throw ImageError(name: name, problem: error)
    }
    return try Image(decoding: bytes, name: name)
  }
}
