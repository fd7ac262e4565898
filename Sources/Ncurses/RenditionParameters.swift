/// The numbers in `ESC [ … m`, with `;` between them; a missing one is 0.
struct RenditionParameters: IteratorProtocol {
  private var rest: ArraySlice<UInt8>
  private var isAtEnd = false
  /// Whether all that was read were numbers of up to four digits.
  private(set) var areReadable = true

  /// - Parameter text: What stands between the bracket and the letter.
  init(_ text: ArraySlice<UInt8>) { rest = text }

  mutating func next() -> Int? {
    guard areReadable && !isAtEnd else { return nil }
    var number = 0
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: ";") { return number }
      areReadable = (0x30...0x39).contains(byte) && number < 1000
      guard areReadable else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    isAtEnd = true
    return number
  }
}
