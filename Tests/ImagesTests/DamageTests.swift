import Images
import Testing

@Suite struct DamageTests {
  private static let files = Fixture.pngs + Fixture.jpegs + Fixture.webps

  @Test(arguments: files)
  func everyCutOffFileIsRefused(name: String) throws {
    let bytes = try Fixture.bytes(name)
    for length in 1..<bytes.count {
      #expect(problem(decoding: Array(bytes.prefix(length))) != nil, "\(length) of \(bytes.count)")
    }
  }

  /// Past its first bytes, what is wrong with a file that was cut off is that it was cut off.
  @Test(arguments: files)
  func aFileThatLacksItsEndIsSaidToBeCutOff(name: String) throws {
    let bytes = try Fixture.bytes(name)
    for percent in 60..<100 {
      let cut = Array(bytes.prefix(bytes.count * percent / 100))
      guard case .truncated = problem(decoding: cut) else {
        Issue.record("\(percent) %: \(String(describing: problem(decoding: cut)))")
        continue
      }
    }
  }

  @Test(arguments: files)
  func flippedBitsNeverCrash(name: String) throws {
    let bytes = try Fixture.bytes(name)
    var random = SplitMix(state: 11)
    for flips in 0..<300 {
      var damaged = bytes
      for _ in 0...flips % 3 {
        let bit = Int(random.next() % UInt64(bytes.count * 8))
        damaged[bit / 8] ^= 1 << (bit % 8)
      }
      _ = problem(decoding: damaged)
    }
  }

  @Test(arguments: [(100_000, 100_000), (10_001, 10_000), (2_000_000, 1), (1, 0x7FFF_FFFF)])
  func enormousPNGIsRefusedForItsSize(width: Int, height: Int) {
    let file = PNGWriter.file(width: width, height: height, data: PNGWriter.stored([]))
    #expect(problem(decoding: file) == .tooManyPixels(width: width, height: height))
  }

  @Test func enormousJPEGIsRefusedForItsSize() throws {
    let file = try Lies.jpeg(width: 65_500, height: 65_500)
    #expect(problem(decoding: file) == .tooManyPixels(width: 65_500, height: 65_500))
  }

  @Test func enormousWebPIsRefusedForItsSize() throws {
    for name in ["lossless.webp", "lossy.webp"] {
      let file = try Lies.webp(name, width: 16_383, height: 16_383)
      #expect(problem(decoding: file) == .tooManyPixels(width: 16_383, height: 16_383))
    }
  }

  @Test func aPictureWithoutPixelsIsRefused() throws {
    let file = PNGWriter.file(width: 0, height: 3, data: PNGWriter.stored([]))
    #expect(problem(decoding: file) != nil)
    #expect(problem(decoding: try Lies.jpeg(width: 0, height: 5)) != nil)
    #expect(problem(decoding: try Lies.jpeg(width: 5, height: 0)) != nil)
  }

  #if os(Linux)
    /// Files of some kilobytes that say they are almost a hundred megapixels: 285 MB of them.
    @Test func aSizeThatLiesTakesNoMemory() async {
      await #expect(processExitsWith: .success) {
        let lies = try Lies.all(width: 9_990, height: 9_990)
        let before = try Lies.peakKilobytes()
        for lie in lies {
          #expect(problem(decoding: lie) != nil)
        }
        #expect(try Lies.peakKilobytes() - before < 24 << 10)
      }
    }
  #endif
}
