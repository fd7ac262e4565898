extension PickleMachine {
  /// Reads a number that follows its opcode.
  mutating func readNumber(_ opcode: PickleOpcode) throws(CheckpointError) -> PickleValue {
    switch opcode {
    case .binInt1: return .integer(try input.readInteger(bytes: 1))
    case .binInt2: return .integer(try input.readInteger(bytes: 2))
    case .binInt:
      return .integer(Int(Int32(truncatingIfNeeded: try input.readInteger(bytes: 4))))
    case .long1: return try readLong(input.readInteger(bytes: 1))
    case .long4: return try readLong(input.readInteger(bytes: 4))
    default:
      _ = try input.readRange(8)
      return .other
    }
  }

  /// Reads an integer in two's complement of so many bytes, the lowest first.
  private mutating func readLong(_ count: Int) throws(CheckpointError) -> PickleValue {
    let bytes = input.bytes[try readText(count)]
    guard let highest = bytes.last else { return .integer(0) }
    let sign: UInt8 = highest & 0x80 == 0 ? 0 : 0xFF
    guard bytes.dropFirst(8).allSatisfy({ $0 == sign }) else { return .other }
    let padding = [UInt8](repeating: sign, count: max(0, 8 - count))
    let bits = (bytes.prefix(8) + padding).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let value = Int64(bitPattern: bits)
    return (value < 0) == (sign == 0xFF) ? .integer(Int(value)) : .other
  }

  /// Reads a text, or bytes, after their length.
  mutating func readText(_ opcode: PickleOpcode) throws(CheckpointError) -> PickleValue {
    let lengthBytes =
      switch opcode {
      case .shortBinBytes, .shortBinString, .shortBinUnicode: 1
      case .binBytes8, .byteArray8, .binUnicode8: 8
      default: 4
      }
    let range = try readText(input.readInteger(bytes: lengthBytes))
    switch opcode {
    case .binBytes, .shortBinBytes, .binBytes8, .byteArray8: return .other
    default: return .text(PickleText(start: UInt32(range.lowerBound), count: UInt32(range.count)))
    }
  }

  private mutating func readText(_ count: Int) throws(CheckpointError) -> Range<Int> {
    guard count <= Limit.text else {
      throw input.error("a text has \(count) bytes, more than the \(Limit.text) that are read")
    }
    return try input.readRange(count)
  }
}
