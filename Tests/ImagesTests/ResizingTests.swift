import Images
import Testing

@Suite struct ResizingTests {
  /// A fixture, and the sizes that its expected pixels hold, one after the other.
  struct Case: CustomTestStringConvertible {
    var name: String
    var width: Int
    var height: Int
    var sizes: [(width: Int, height: Int)]

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "resize-97x61", width: 97, height: 61,
      sizes: [
        (13, 9), (31, 61), (97, 20), (97, 61), (48, 30), (1, 1), (130, 75), (98, 62), (150, 7),
        (5, 90), (90, 44),
      ]),
    Case(
      name: "resize-211x1", width: 211, height: 1, sizes: [(40, 12), (300, 1), (211, 9), (7, 1)]),
    Case(
      name: "resize-1x211", width: 1, height: 211, sizes: [(12, 40), (1, 300), (9, 211), (2, 5)]),
  ]

  @Test(arguments: cases, [Interpolation.bicubic, .bilinear])
  func everySizeEqualsPillowsBitForBit(it: Case, interpolation: Interpolation) throws {
    let source = try Fixture.expected("\(it.name).rgb", width: it.width, height: it.height)
    var expected = try Fixture.bytes("\(it.name)-\(interpolation.rawValue).rgb")[...]
    for (width, height) in it.sizes {
      let resized = source.resized(width: width, height: height, interpolation: interpolation)
      #expect(
        resized.pixels == Array(expected.prefix(width * height * 3)), "\(width)×\(height)")
      expected = expected.dropFirst(width * height * 3)
    }
    #expect(expected.isEmpty)
  }

  @Test(arguments: [(13, 9), (150, 90), (97, 20), (20, 61), (97, 61)])
  func aPartEqualsThatPartOfTheWhole(width: Int, height: Int) throws {
    let source = try Fixture.expected("resize-97x61.rgb", width: 97, height: 61)
    let whole = source.resized(width: width, height: height, interpolation: .bicubic)
    let (columns, rows) = (width / 3..<width - 2, 1..<height / 2)
    let part = source.resized(
      width: width, height: height, interpolation: .bicubic, columns: columns, rows: rows)
    #expect(part.width == columns.count && part.height == rows.count)
    for (partRow, row) in rows.enumerated() {
      for (partColumn, column) in columns.enumerated() {
        #expect(part[partRow, partColumn] == whole[row, column])
      }
    }
  }

  /// The whole would have a hundred thousand million pixels.
  @Test func aPartOfAnEnormousPictureCostsLittle() {
    let line = Image(width: 1_000_000, height: 1, pixels: [UInt8](repeating: 77, count: 3_000_000))
    let part = line.resized(
      width: 300_000_000, height: 300, interpolation: .bicubic,
      columns: 150_000_000..<150_000_100, rows: 100..<200)
    #expect(part == Image(width: 100, height: 100, pixels: [UInt8](repeating: 77, count: 30_000)))
  }

  @Test func aPictureOnBlackHasABlackBorder() {
    let image = Image(letters: ["ab"]).onBlack(width: 4, height: 3, column: 1, row: 2)
    #expect(image.letters == ["\0\0\0\0", "\0\0\0\0", "\0ab\0"])
    #expect(image[0, 0] == RGB(red: 0, green: 0, blue: 0))
    #expect(image[2, 1] == RGB(red: 97, green: 0, blue: 255))
  }
}
