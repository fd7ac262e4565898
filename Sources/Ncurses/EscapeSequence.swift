internal import Screens

/// What begins with an escape: a key, a report of the terminal, or the escape key itself.
enum EscapeSequence {
  private static let escape = KeyDecoder.Step(count: 1, key: .escape)
  /// No terminal sends longer ones; what is longer is dropped so that nothing waits for ever.
  private static let longest = 4096

  /// What bytes that begin with an escape mean, or nothing while the end is missing.
  static func step(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> KeyDecoder.Step? {
    let bytes = Array(bytes.prefix(longest))
    let isComplete = isComplete || bytes.count == longest
    guard bytes.count > 1 else { return isComplete ? escape : nil }
    switch bytes[1] {
    case UInt8(ascii: "["): return controlSequence(bytes, isComplete)
    case UInt8(ascii: "O"): return singleShift(bytes, isComplete)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      return controlString(bytes, isComplete)
    default: return escape
    }
  }

  /// `ESC O x`: arrows and F1 to F4 in application mode.
  private static func singleShift(_ bytes: [UInt8], _ isComplete: Bool) -> KeyDecoder.Step? {
    var end = 2
    while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
    guard end < bytes.count else {
      return end == 2 ? (isComplete ? escape : nil) : incomplete(bytes, isComplete)
    }
    let isFinal = (0x40...0x7E).contains(bytes[end])
    return .init(count: isFinal ? end + 1 : end, key: KeySequences.key(letter: bytes[end]))
  }

  /// `ESC [ … x`: parameters, then a byte that says what it is.
  private static func controlSequence(_ bytes: [UInt8], _ isComplete: Bool) -> KeyDecoder.Step? {
    guard bytes.count > 2 else { return isComplete ? escape : nil }
    if bytes[2] == UInt8(ascii: "[") { return consoleFunctionKey(bytes, isComplete) }
    if bytes[2] == UInt8(ascii: "M") {
      return bytes.count >= 6
        ? .init(count: 6, key: MouseReport.key(legacy: bytes[3..<6]))
        : incomplete(bytes, isComplete)
    }
    var end = 2
    while end < bytes.count, (0x20...0x3F).contains(bytes[end]) { end += 1 }
    guard end < bytes.count else { return incomplete(bytes, isComplete) }
    guard (0x40...0x7E).contains(bytes[end]) else { return .init(count: end, key: nil) }
    return .init(count: end + 1, key: key(parameters: bytes[2..<end], final: bytes[end]))
  }

  private static func key(parameters: ArraySlice<UInt8>, final: UInt8) -> Key? {
    if parameters.first == UInt8(ascii: "<") {
      return MouseReport.key(parameters: numbers(parameters.dropFirst()), final: final)
    }
    guard parameters.allSatisfy({ $0 == UInt8(ascii: ";") || (0x30...0x39).contains($0) }) else {
      return nil
    }
    let values = numbers(parameters)
    if final == UInt8(ascii: "~") { return values.first.flatMap(KeySequences.key(number:)) }
    return (values.first ?? 1) <= 1 ? KeySequences.key(letter: final) : nil
  }

  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
  }

  /// `ESC [ [ A` to `E`: F1 to F5 of the Linux console.
  private static func consoleFunctionKey(_ bytes: [UInt8], _ isComplete: Bool) -> KeyDecoder.Step? {
    guard bytes.count > 3 else { return isComplete ? escape : nil }
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(bytes[3]) else { return escape }
    return .init(count: 4, key: .function(Int(bytes[3] - UInt8(ascii: "A")) + 1))
  }

  /// `ESC ] … BEL` and its like: a report that nobody asked for.
  private static func controlString(_ bytes: [UInt8], _ isComplete: Bool) -> KeyDecoder.Step? {
    guard bytes.count > 2 else { return isComplete ? escape : nil }
    let isReport = (0x30...0x39).contains(bytes[2]) || Array("!>+|=$".utf8).contains(bytes[2])
    guard isReport else { return escape }
    for index in 3..<max(3, bytes.count) {
      if bytes[index] == 0x07 { return .init(count: index + 1, key: nil) }
      if bytes[index] == 0x1B, index + 1 < bytes.count {
        return .init(count: bytes[index + 1] == UInt8(ascii: "\\") ? index + 2 : index, key: nil)
      }
    }
    return incomplete(bytes, isComplete)
  }

  /// Waits for the rest, or drops what has come when there is none.
  private static func incomplete(_ bytes: [UInt8], _ isComplete: Bool) -> KeyDecoder.Step? {
    isComplete ? .init(count: bytes.count, key: nil) : nil
  }
}
