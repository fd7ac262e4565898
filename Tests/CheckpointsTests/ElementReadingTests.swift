import Testing

@testable import Checkpoints

/// Bytes in memory, as a source.
struct MemoryBytes: ByteSource {
  var bytes: ArraySlice<UInt8>

  init<Element>(_ elements: [Element]) {
    bytes = unsafe elements.withUnsafeBytes { unsafe Array($0)[...] }
  }

  mutating func read(into target: UnsafeMutableRawBufferPointer) throws(CheckpointError) {
    guard target.count <= bytes.count else { throw CheckpointError("there are too few bytes") }
    unsafe target.copyBytes(from: bytes.prefix(target.count))
    bytes = bytes.dropFirst(target.count)
  }
}

@Suite struct ElementReadingTests {
  @Test func everyHalfIsTheNumberThatItsDefinitionGives() throws {
    let halves = (0...UInt16.max).map { $0 }
    var source = MemoryBytes(halves)
    let floats = try source.readFloats(halves.count, of: .f16)
    for (half, float) in zip(halves, floats) {
      let exponent = Int(half >> 10 & 0x1F)
      let fraction = Float(half & 0x3FF)
      let sign: Float = half >> 15 == 0 ? 1 : -1
      switch exponent {
      case 0: #expect(float == sign * fraction * 0x1p-24)
      case 31: #expect(fraction == 0 ? float == sign * .infinity : float.isNaN)
      default:
        #expect(
          float == sign * Float(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction))
      }
      #expect(float.sign == (half >> 15 == 0 ? .plus : .minus))
    }
  }

  @Test func aBFloat16IsTheUpperHalfOfAFloat() throws {
    var source = MemoryBytes([0x3F80, 0xC049, 0x0001, 0xFF80, 0x7FC0] as [UInt16])
    let floats = try source.readFloats(5, of: .bf16)
    #expect(floats[..<4] == [1, -3.140625, 0x1p-133, -.infinity])
    #expect(floats[4].isNaN)
  }

  @Test func aDoubleIsRoundedToTheNearestFloat() throws {
    var source = MemoryBytes([0.1, -1e300, 1 + 0x1p-24, 1 + 0x1.8p-24] as [Double])
    #expect(
      try source.readFloats(4, of: .f64) == [0.1, -.infinity, 1, 1 + 0x1p-23])
  }

  @Test func bigEndianElementsAreTurned() throws {
    var floats = MemoryBytes([Float(1.5).bitPattern.byteSwapped])
    #expect(try floats.readFloats(1, of: .f32, byteOrder: .big) == [1.5])
    var integers = MemoryBytes([Int32(-7).byteSwapped])
    #expect(try integers.readIntegers(1, of: .i32, byteOrder: .big) == [-7])
  }

  @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 50_000])
  func piecesJoinWithoutSeams(count: Int) throws {
    let numbers = (0..<count).map { Int64($0) - 25_000 }
    var source = MemoryBytes(numbers)
    #expect(try source.readIntegers(count, of: .i64) == numbers.map { Int($0) })
  }

  @Test func aSourceThatEndsEarlyIsAnError() {
    var source = MemoryBytes([UInt16](repeating: 0, count: 20_000))
    #expect(throws: CheckpointError.self) { try source.readFloats(20_001, of: .f16) }
  }
}
