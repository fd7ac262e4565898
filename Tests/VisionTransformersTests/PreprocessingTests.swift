import Foundation
import Images
import Testing

@testable import VisionTransformers

/// Files in `Preprocessing/` were made with Pillow, the sizes and crops by torchvision's formulas.
@Suite struct PreprocessingTests {
  /// A picture, how it is prepared, and the name of the file that holds the crop of 32×32.
  struct Case: CustomTestStringConvertible {
    var name: String
    var width: Int
    var height: Int
    var preprocessing: Preprocessing

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "swin", width: 300, height: 200, preprocessing: .swin),
    Case(name: "cswin", width: 100, height: 141, preprocessing: .cswin),
    Case(name: "dat", width: 99, height: 47, preprocessing: .dat),
    Case(name: "axial", width: 200, height: 300, preprocessing: .axial),
    Case(name: "tall", width: 61, height: 180, preprocessing: .pale),
    Case(name: "enlarged", width: 9, height: 7, preprocessing: .deit),
    Case(name: "border", width: 100, height: 141, preprocessing: .init(resize: .shorterSide(119))),
    Case(
      name: "half-border", width: 50, height: 180, preprocessing: .init(resize: .shorterSide(119))),
  ]

  /// Sums of the red, green and blue bytes of the harbour as Swin sees it: every pixel takes part.
  private static let harbourSums = [7_246_529, 7_514_416, 7_453_449]
  private static let harbourSamples: [(row: Int, column: Int, values: [Float])] = [
    (105, 114, [-0.7650483846664429, 0.2752102017402649, 0.6879304647445679]),
    (169, 212, [-1.3815395832061768, -0.004901949781924486, 1.00165593624115]),
    (7, 32, [-1.210292100906372, -0.03991595283150673, 1.472244143486023]),
    (184, 212, [-0.7992978692054749, 0.3102242052555084, 1.2630938291549683]),
    (55, 69, [1.4782943725585938, 1.308123230934143, 1.1933770179748535]),
    (194, 94, [1.8207894563674927, 1.9383753538131714, 1.960261583328247]),
    (61, 185, [1.563918113708496, 1.2731093168258667, 0.9319391846656799]),
    (57, 91, [1.255672574043274, 1.343137264251709, 1.158518671989441]),
    (144, 123, [1.2385478019714355, 1.343137264251709, 0.8796516060829163]),
    (19, 6, [-0.9705454111099243, 0.2752102017402649, 1.6639653444290161]),
    (193, 168, [1.3584210872650146, 1.465686321258545, 1.507102608680725]),
    (187, 120, [1.512543797492981, 1.6232492923736572, 1.646536111831665]),
  ]

  @Test(arguments: cases)
  func theCropIsTheReferences(it: Case) throws {
    let image = Self.picture(width: it.width, height: it.height)
    let input = try it.preprocessing.input(from: image, size: PixelSize(square: 32))
    #expect(input.size == PixelSize(square: 32))
    #expect(try input.picture.pixels == Self.file("\(it.name).rgb"))
  }

  /// Each of the 256 values in each channel, to the last bit.
  @Test func numbersAreNormalisedAsTheReferenceDoes() throws {
    let image = Image(
      width: 16, height: 16, pixels: (0..<256).flatMap { Array(repeating: UInt8($0), count: 3) })
    let input = try Preprocessing.swin.input(from: image, size: PixelSize(square: 16), asIs: true)
    let expected = try Self.file("normalized.f32")
    #expect(input.picture == image)
    #expect(input.pixels.rows == 256 && input.pixels.columns == 3)
    for (index, value) in input.pixels.tensor.scalars.enumerated() {
      let bytes = expected[index * 4..<index * 4 + 4].reversed()
      #expect(value.bitPattern == bytes.reduce(0) { $0 << 8 | UInt32($1) })
    }
  }

  @Test func thePictureOfThisRepositoryBecomesTheReferencesInput() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Assets/images/harbour.png")
    let image = try Image.read(path: file.standardized.path)
    let input = try Preprocessing.swin.input(from: image, size: PixelSize(square: 224))
    let sums = (0..<3).map { channel in
      stride(from: channel, to: 224 * 224 * 3, by: 3).reduce(0) {
        $0 + Int(input.picture.pixels[$1])
      }
    }
    #expect(sums == Self.harbourSums)
    for (row, column, values) in Self.harbourSamples {
      #expect(input.pixels.row(row * 224 + column) == values)
    }
  }

  @Test func otherStatisticsCount() throws {
    var preprocessing = Preprocessing.vit
    preprocessing.mean = [0.5, 0.5, 0.5]
    preprocessing.standardDeviation = [0.5, 0.25, 1]
    let image = Image(width: 1, height: 1, pixels: [255, 0, 51])
    let input = try preprocessing.input(from: image, size: PixelSize(square: 1), asIs: true)
    #expect(input.pixels.row(0) == [1, -2, 51 / 255 - 0.5])
  }

  @Test func asItIsThePictureNeedsTheInputsSize() {
    let image = Self.picture(width: 30, height: 40)
    let error = #expect(throws: PreprocessingError.self) {
      try Preprocessing.swin.input(from: image, size: PixelSize(square: 224), asIs: true)
    }
    #expect(
      error?.description
        == "the picture is 30 pixels wide and 40 high, "
        + "and to be taken as it is it has to be 224 wide and 224 high")
  }

  @Test func sizesToResizeToFollowTheInput() {
    func size(_ preprocessing: Preprocessing, _ input: PixelSize, _ width: Int, _ height: Int)
      -> PixelSize
    {
      preprocessing.resizedSize(
        of: Image(
          width: width, height: height, pixels: .init(repeating: 0, count: width * height * 3)),
        for: input)
    }
    let (small, large) = (PixelSize(square: 224), PixelSize(square: 384))
    #expect(size(.swin, small, 40, 30) == PixelSize(height: 256, width: 341))
    #expect(size(.swin, large, 30, 40) == PixelSize(height: 584, width: 438))
    #expect(size(.cswin, small, 40, 30) == PixelSize(height: 248, width: 330))
    #expect(size(.cswin, large, 30, 30) == PixelSize(square: 426))
    #expect(size(.dat, small, 40, 30) == PixelSize(square: 256))
    #expect(size(.dat, large, 40, 30) == PixelSize(square: 438))
    // An input that is no square is covered as tightly: here the height decides, there the width.
    let wide = PixelSize(height: 224, width: 448)
    #expect(size(.swin, wide, 60, 20) == PixelSize(height: 256, width: 768))
    #expect(size(.swin, wide, 30, 20) == PixelSize(height: 341, width: 512))
  }

  /// One line of a million pixels, enlarged until its shorter side is enough.
  @Test func anExtremePictureCostsOnlyItsCrop() throws {
    let line = Image(width: 1, height: 1_000_000, pixels: .init(repeating: 9, count: 3_000_000))
    let input = try Preprocessing.swin.input(from: line, size: PixelSize(square: 224))
    #expect(input.picture.pixels.allSatisfy { $0 == 9 })
  }

  /// A picture with gradients and texture that is easy to make anywhere.
  private static func picture(width: Int, height: Int) -> Image {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          let value = x * 7 + y * 13 + x * y % 31 * 5 + channel * 83
          pixels.append(UInt8(value % 256))
        }
      }
    }
    return Image(width: width, height: height, pixels: pixels)
  }

  private static func file(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appending(path: "Preprocessing/\(name)")))
  }
}
