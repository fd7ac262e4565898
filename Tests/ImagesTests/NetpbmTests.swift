import Images
import Testing

@Suite struct NetpbmTests {
  private func decoded(_ header: String, _ samples: [UInt8] = []) throws -> Image {
    try Image(decoding: Array(header.utf8) + samples, name: "it")
  }

  private func problem(_ header: String, _ samples: [UInt8] = []) -> ImageError.Problem? {
    ImagesTests.problem(decoding: Array(header.utf8) + samples)
  }

  private func damaged(_ reason: String) -> ImageError.Problem {
    .damaged(format: "PPM or PGM", reason: reason)
  }

  @Test func colourBytesAreTakenAsTheyAre() throws {
    let image = try decoded("P6 2 1 255\n", [1, 2, 3, 250, 251, 252])
    #expect(image == Image(width: 2, height: 1, pixels: [1, 2, 3, 250, 251, 252]))
  }

  @Test func greyBytesBecomeThreeEqualChannels() throws {
    let image = try decoded("P5\n1 2\n255\n", [7, 200])
    #expect(image == Image(width: 1, height: 2, pixels: [7, 7, 7, 200, 200, 200]))
  }

  @Test func textAndCommentsAreRead() throws {
    let image = try decoded(
      "P3 # colour\n# two wide\n2\t1 # one high\n9\n 0 3 # in between\n6 9 1 8")
    #expect(image == Image(width: 2, height: 1, pixels: [0, 85, 170, 255, 28, 227]))
    #expect(try decoded("P2#grey\r\n1 1\r\n1\r\n1").pixels == [255, 255, 255])
  }

  @Test func sixteenBitSamplesAreBigEndian() throws {
    let image = try decoded("P5 4 1 65535\n", [0, 0, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x80])
    #expect(image.pixels == [0, 0, 0, 255, 255, 255, 128, 128, 128, 0, 0, 0])
    #expect(try decoded("P6 1 1 1000 ", [0x03, 0xE8, 0x01, 0xF4, 0, 1]).pixels == [255, 128, 0])
  }

  /// 1/510 and 3/510 of 255 are 0.5 and 1.5: both are rounded to the even number, as Pillow does.
  @Test func halvesGoToTheEvenByte() throws {
    #expect(try decoded("P2 2 1 510\n1 3").pixels == [0, 0, 0, 2, 2, 2])
  }

  @Test func whatFollowsThePictureIsIgnored() throws {
    #expect(try decoded("P5 1 1 255\n", [9, 80, 53]).pixels == [9, 9, 9])
  }

  @Test(arguments: ["P6", "P6 ", "P6 2", "P6 2 2", "P6 2 2 255", "P6 2 2 255\n", "P3 1 1 255 1 2"])
  func missingPartsAreMissed(header: String) {
    #expect(problem(header + (header.count == 2 ? "\n" : "")) == .truncated(format: "PPM or PGM"))
  }

  @Test func nonsenseIsSaidToBeNonsense() {
    #expect(
      problem("P5 1 1 0\n\0") == damaged("its largest sample is 0, and 1...65535 is expected"))
    #expect(
      problem("P5 1 1 65536\n\0\0")
        == damaged("its largest sample is 65536, and 1...65535 is expected"))
    #expect(problem("P2 1 1 9\n10") == damaged("a sample is 10, and at most 9 is expected"))
    #expect(problem("P5 1 1 9\n", [10]) == damaged("a sample is 10, and at most 9 is expected"))
    #expect(problem("P2 1 one 9\n1") == damaged("a number is expected at byte 5"))
    #expect(problem("P2 -1 1 9\n1") == damaged("a number is expected at byte 3"))
    #expect(problem("P5 1 1 9X0") == damaged("a space is expected at byte 8"))
    #expect(problem("P2 1 1 99999999999 1") == damaged("a number has more than ten digits"))
  }

  @Test func sizesAreCheckedBeforeAnythingElse() {
    #expect(problem("P5 0 4 255\n") == .noPixels(width: 0, height: 4))
    #expect(problem("P6 10001 10000 255\n") == .tooManyPixels(width: 10001, height: 10000))
    #expect(
      problem("P2 9999999999 9999999999 1\n1")
        == .tooManyPixels(width: 9_999_999_999, height: 9_999_999_999))
    #expect(problem("P5 1000001 1 255\n") == .tooManyPixels(width: 1_000_001, height: 1))
  }
}
