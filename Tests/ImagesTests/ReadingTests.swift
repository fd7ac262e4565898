import Foundation
import Images
import Testing

@Suite struct ReadingTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String, holding bytes: [UInt8]) throws -> String {
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path
  }

  private func message(reading path: String) -> String? {
    do {
      _ = try Image.read(path: path)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aFileIsReadToItsEnd() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // More than is read at a time.
    let large = Image(
      width: 700, height: 1_001, pixels: (0..<700 * 1_001 * 3).map { UInt8($0 % 251) })
    let file = try path("large", holding: Array("P6 700 1001 255\n".utf8) + large.pixels)
    #expect(try Image.read(path: file) == large)
  }

  @Test func aPipeIsReadToItsEnd() async throws {
    let bytes = try Fixture.bytes("rgb-8.png")
    let pipe = Pipe()
    // In pieces smaller than a signature, as a slow writer would.
    let writing = Task.detached {
      for start in stride(from: 0, to: bytes.count, by: 5) {
        try pipe.fileHandleForWriting.write(contentsOf: bytes[start..<min(start + 5, bytes.count)])
      }
      try pipe.fileHandleForWriting.close()
    }
    let image = try Image.read(
      descriptor: pipe.fileHandleForReading.fileDescriptor, name: "standard input")
    try await writing.value
    #expect(try image == Fixture.decoded("rgb-8.png"))
  }

  @Test func whatCannotBeReadIsSaidInOneSentence() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let missing = folder.appending(path: "none.png").path
    #expect(
      message(reading: missing)
        == "\(missing): the picture cannot be read: No such file or directory")
    #expect(
      message(reading: folder.path)
        == "\(folder.path): this is a directory, and a picture is expected")
    let empty = try path("empty.png", holding: [])
    #expect(message(reading: empty) == "\(empty): the file is empty, and a picture is expected")
    let text = try path("text\u{1B}.png", holding: Array("dear diary".utf8))
    let shown = text.replacing("\u{1B}", with: #"\u{1B}"#)
    #expect(
      message(reading: text)
        == "\(shown): this is text, and a PNG, JPEG, WebP, PPM or PGM picture is expected")
    let short = try path("short.jpg", holding: Array(try Fixture.bytes("rgb.jpg").prefix(900)))
    #expect(
      message(reading: short)
        == "\(short): this JPEG is cut off: the file ends before the picture does")
  }

  /// Otherwise it would never end.
  @Test func whatIsNoPictureIsGivenUpAtOnce() {
    let sentence =
      "/dev/zero: this is an unknown kind of file, "
      + "and a PNG, JPEG, WebP, PPM or PGM picture is expected"
    #expect(message(reading: "/dev/zero") == sentence)
  }

  @Test func aClosedDescriptorIsAnError() throws {
    #expect(throws: ImageError.self) { try Image.read(descriptor: -1, name: "standard input") }
  }
}
