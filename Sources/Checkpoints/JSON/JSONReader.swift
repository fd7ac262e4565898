/// Where a text stops being JSON, and why.
struct JSONError: Error {
  let offset: Int
  let problem: String
}

/// Reads JSON from start to end, as strictly as RFC 8259 has it, building nothing by itself.
///
/// Integers keep all their digits up to 64 bits. The bytes must be valid UTF-8.
struct JSONReader {
  private let bytes: [UInt8]
  private(set) var position = 0
  private var depth = 0

  /// How many objects and arrays may lie inside each other.
  private static let deepest = 127

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The first byte of what comes next, after white space.
  mutating func peek() -> UInt8? {
    while position < bytes.count, isJSONSpace(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  /// Demands that nothing but white space is left.
  mutating func readEnd() throws(JSONError) {
    if peek() != nil { throw unexpected(expected: "the end") }
  }

  /// Reads an object whose keys differ: `body` gets each key and reads the value.
  mutating func readObject(
    _ body: (String, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    var keys: Set<String> = []
    try readItems(from: "{", to: "}") { (reader) throws(JSONError) in
      let start = reader.position
      let key = try reader.readString()
      guard keys.insert(key).inserted else {
        throw JSONError(offset: start, problem: "the key \(key.quoted) is there twice")
      }
      try reader.read(":")
      try body(key, &reader)
    }
  }

  /// Reads an array: `body` reads each element.
  mutating func readArray(_ body: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    try readItems(from: "[", to: "]", body)
  }

  private mutating func readItems(
    from opening: Unicode.Scalar, to closing: Unicode.Scalar,
    _ body: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try read(opening)
    depth += 1
    guard depth <= Self.deepest else {
      throw JSONError(offset: position, problem: "more than \(Self.deepest) levels are nested")
    }
    defer { depth -= 1 }
    if peek() == UInt8(ascii: closing) {
      position += 1
      return
    }
    while true {
      try body(&self)
      if peek() == UInt8(ascii: closing) { break }
      try read(",")
    }
    position += 1
  }

  /// Reads digits only, without sign, fraction or exponent, of at most 64 bits.
  mutating func readUnsignedInteger() throws(JSONError) -> UInt64 {
    _ = peek()
    let number = try readNumber()
    var value: UInt64 = 0
    for digit in bytes[number] {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit & 0xF))
      guard isDigit(digit), !overflow, !carry else {
        throw JSONError(
          offset: number.lowerBound,
          problem: "\(text(number).printable) is no whole number of at most 64 bits")
      }
      value = sum
    }
    return value
  }

  /// Passes over any number and tells where it is.
  mutating func readNumber() throws(JSONError) -> Range<Int> {
    guard let first = peek(), first == UInt8(ascii: "-") || isDigit(first) else {
      throw unexpected(expected: "a number")
    }
    let start = position
    if first == UInt8(ascii: "-") { position += 1 }
    let leadsWithZero = byte == UInt8(ascii: "0")
    let digits = position
    try readDigits()
    guard !leadsWithZero || position == digits + 1 else {
      throw JSONError(offset: start, problem: "a number begins with a superfluous 0")
    }
    if byte == UInt8(ascii: ".") {
      position += 1
      try readDigits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      try readDigits()
    }
    return start..<position
  }

  private mutating func readDigits() throws(JSONError) {
    guard let first = byte, isDigit(first) else { throw unexpected(expected: "a digit") }
    while let digit = byte, isDigit(digit) { position += 1 }
  }

  /// Reads `true`, `false` or `null`.
  mutating func readWord() throws(JSONError) -> Bool? {
    _ = peek()
    for (word, value) in [("true", true), ("false", false), ("null", nil)] as [(String, Bool?)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw unexpected(expected: "a value")
  }

  /// Passes over one value of any kind.
  mutating func skipValue() throws(JSONError) {
    switch peek() {
    case UInt8(ascii: "{"):
      try readObject { (_, reader) throws(JSONError) in try reader.skipValue() }
    case UInt8(ascii: "["): try readArray { (reader) throws(JSONError) in try reader.skipValue() }
    case UInt8(ascii: "\""): _ = try readString()
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): _ = try readNumber()
    default: _ = try readWord()
    }
  }

  /// The next byte, white space or not.
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func advance(to position: Int) { self.position = position }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Passes over one punctuation mark, and white space before it.
  mutating func read(_ mark: Unicode.Scalar) throws(JSONError) {
    guard peek() == UInt8(ascii: mark) else { throw unexpected(expected: "'\(mark)'") }
    position += 1
  }

  func unexpected(expected: String) -> JSONError {
    guard position < bytes.count else {
      return JSONError(offset: position, problem: "\(expected) is missing: the text ends here")
    }
    let found = String(decoding: bytes[position...].prefix(4), as: UTF8.self).prefix(1)
    return JSONError(offset: position, problem: "\(expected) was expected, not \(found.quoted)")
  }
}

/// Space, tab, line feed, carriage return.
func isJSONSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
