import Images
import Testing

@Suite struct OrientationTests {
  /// A picture of three by two, as it is stored and as it stands upright.
  private static let stored = ["abc", "def"]
  private static let upright: [Int: [String]] = [
    1: ["abc", "def"], 2: ["cba", "fed"], 3: ["fed", "cba"], 4: ["def", "abc"],
    5: ["ad", "be", "cf"], 6: ["da", "eb", "fc"], 7: ["fc", "eb", "da"], 8: ["cf", "be", "ad"],
  ]

  /// An EXIF block with one entry before the orientation.
  private static func exif(_ orientation: Int, isLittle: Bool, type: Int = 3) -> [UInt8] {
    func number(_ value: Int, _ bytes: Int) -> [UInt8] {
      let little = (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) }
      return isLittle ? little : little.reversed()
    }
    var block = Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(2, 2)
    block += number(0x0100, 2) + number(4, 2) + number(1, 4) + number(3, 4)
    block += number(0x0112, 2) + number(type, 2) + number(1, 4)
    block += type == 3 ? number(orientation, 2) + [0, 0] : number(orientation, 4)
    return block + number(0, 4)
  }

  @Test(arguments: 1...8, [true, false])
  func everyOrientationOfAPNGIsUndone(orientation: Int, isLittle: Bool) throws {
    let block = Self.exif(orientation, isLittle: isLittle)
    let file = PNGWriter.file(Image(letters: Self.stored), extra: [("eXIf", block)])
    #expect(try Image(decoding: file, name: "it").letters == Self.upright[orientation])
  }

  @Test(arguments: 1...8, [true, false])
  func everyOrientationOfAJPEGIsUndone(orientation: Int, isLittle: Bool) throws {
    let plain = try Fixture.bytes("ycc-420.jpg")
    let block = Array("Exif\0\0".utf8) + Self.exif(orientation, isLittle: isLittle, type: 4)
    let length = [UInt8((block.count + 2) >> 8), UInt8((block.count + 2) & 0xFF)]
    let file = plain[..<2] + [0xFF, 0xE1] + length + block + plain[2...]
    let image = try Image(decoding: Array(file), name: "it")
    let original = try Fixture.decoded("ycc-420.jpg")
    let turnsOnItsSide = orientation > 4
    #expect(image.width == (turnsOnItsSide ? original.height : original.width))
    // Where the stored corners a, c, d, f go is where the letters say.
    let letters = try #require(Self.upright[orientation])
    for (place, letter) in corners(of: letters) {
      let source = try #require(corners(of: Self.stored).first { $0.letter == letter })
      #expect(corner(of: image, at: place) == corner(of: original, at: source.place))
    }
  }

  @Test(arguments: [0, 9, 6 << 8, 65535])
  func orientationsThatDoNotExistAreIgnored(orientation: Int) throws {
    let block = Self.exif(orientation, isLittle: true)
    let file = PNGWriter.file(Image(letters: Self.stored), extra: [("eXIf", block)])
    #expect(try Image(decoding: file, name: "it").letters == Self.stored)
  }

  @Test func hostileBlocksDoNoHarm() throws {
    let good = Self.exif(6, isLittle: true)
    var random = SplitMix(state: 3)
    var blocks = (0...good.count).map { Array(good.prefix($0)) }
    for _ in 0..<500 {
      var block = good
      for _ in 0..<3 {
        block[Int(random.next() % UInt64(block.count))] = UInt8(random.next() & 0xFF)
      }
      blocks.append(block)
    }
    blocks.append(Array("II*\0".utf8) + [0xFF, 0xFF, 0xFF, 0xFF])
    blocks.append(Array("MM\0*".utf8) + [0x7F, 0xFF, 0xFF, 0xFF] + good)
    for block in blocks {
      let file = PNGWriter.file(Image(letters: Self.stored), extra: [("eXIf", block)])
      let letters = try Image(decoding: file, name: "it").letters
      #expect(Self.upright.values.contains(letters))
    }
  }

  private typealias Place = (isBottom: Bool, isRight: Bool)

  private func corners(of letters: [String]) -> [(place: Place, letter: Character)] {
    [false, true].flatMap { isBottom in
      [false, true].compactMap { isRight in
        let line = isBottom ? letters.last : letters.first
        return (isRight ? line?.last : line?.first).map { ((isBottom, isRight), $0) }
      }
    }
  }

  private func corner(of image: Image, at place: Place) -> RGB {
    image[place.isBottom ? image.height - 1 : 0, place.isRight ? image.width - 1 : 0]
  }
}
