/// The numbers in `ESC [ … m`, with `;` between them; a missing one is 0.
struct RenditionParameters: IteratorProtocol {
  private let frame: [UInt8]
  private var rest: Range<Int>
  private var isAtEnd = false
  /// Whether all that was read were numbers of up to four digits.
  private(set) var areReadable = true

  /// - Parameters:
  ///   - frame: The bytes that they are in.
  ///   - text: What stands between the bracket and the letter.
  init(in frame: [UInt8], _ text: Range<Int>) {
    self.frame = frame
    rest = text
  }

  mutating func next() -> Int? {
    guard areReadable && !isAtEnd else { return nil }
    var number = 0
    for index in rest {
      let byte = frame[index]
      if byte == UInt8(ascii: ";") {
        rest = index + 1..<rest.upperBound
        return number
      }
      areReadable = 0x30...0x39 ~= byte && number < 1000
      guard areReadable else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    isAtEnd = true
    return number
  }
}
