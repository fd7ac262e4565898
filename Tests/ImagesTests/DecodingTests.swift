import Images
import Testing

@Suite struct DecodingTests {
  @Test(arguments: Fixture.pngs)
  func pngHasThePixelsOfTheReference(name: String) throws {
    #expect(try Fixture.decoded(name) == Fixture.expected(name, width: 23, height: 17))
  }

  @Test(arguments: Fixture.jpegs)
  func jpegHasThePixelsOfTheReference(name: String) throws {
    #expect(try Fixture.decoded(name) == Fixture.expected(name, width: 45, height: 37))
  }

  @Test(arguments: Fixture.webps)
  func webpHasThePixelsOfTheReference(name: String) throws {
    #expect(try Fixture.decoded(name) == Fixture.expected(name, width: 45, height: 37))
  }

  @Test(arguments: ["ycc-420-orientation-6.jpg", "lossless-orientation-8.webp"])
  func storedOrientationIsUndone(name: String) throws {
    #expect(try Fixture.decoded(name) == Fixture.expected(name, width: 37, height: 45))
  }

  @Test func animationIsRefused() throws {
    #expect(
      try problem(decoding: Fixture.bytes("animated.webp"))
        == .unsupported(format: "WebP", found: "moving pictures", expected: "a still one"))
  }

  /// The format is told by the content, so a name that lies does no harm.
  @Test func namesDoNotMatter() throws {
    let image = try Image(decoding: Fixture.bytes("ycc-444.jpg"), name: "picture.png")
    #expect(try image == Fixture.decoded("ycc-444.jpg"))
  }

  @Test(arguments: [
    ("GIF89a\u{1}\u{0}", "a GIF"), ("BM\u{0}\u{0}\u{0}\u{0}", "a BMP"),
    ("II*\u{0}\u{8}\u{0}", "a TIFF"), ("\u{0}\u{0}\u{0}\u{18}ftypheic", "a HEIC picture"),
    ("\u{0}\u{0}\u{0}\u{18}ftypisom", "a video or another media file"),
    ("P4 8 8\n\u{0}", "a PBM"), ("<svg xmlns=\"\">", "an SVG"), ("PNG", "text"),
    ("BMW is a car", "text"), ("P3", "text"), ("\u{1}\u{2}\u{3}", "an unknown kind of file"),
  ])
  func otherFilesAreNamedForWhatTheyAre(content: String, found: String) {
    #expect(problem(decoding: Array(content.utf8)) == .unknownFormat(found: found))
  }

  @Test func emptyFileIsSaidToBeEmpty() {
    #expect(problem(decoding: []) == .empty)
  }
}
