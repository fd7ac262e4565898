extension JSONReader {
  /// Reads a string and resolves its escapes.
  mutating func readString() throws(JSONError) -> String {
    guard peek() == UInt8(ascii: "\"") else { throw unexpected(expected: "a string") }
    advance(to: position + 1)
    var result = ""
    while true {
      let start = position
      skipPlainCharacters()
      let plain = text(start..<position)
      guard let mark = byte, mark >= 0x20 else {
        throw unexpected(expected: "the end of a string")
      }
      advance(to: position + 1)
      if mark == UInt8(ascii: "\"") { return result.isEmpty ? plain : result + plain }
      result += plain
      result.unicodeScalars.append(try readEscape())
    }
  }

  /// Stops before a quotation mark, a backslash, a control character, or the end.
  private mutating func skipPlainCharacters() {
    while let byte, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      advance(to: position + 1)
    }
  }

  /// Reads what follows a backslash.
  private mutating func readEscape() throws(JSONError) -> Unicode.Scalar {
    let letter = byte.map(Unicode.Scalar.init)
    guard let letter, letter != "u" else {
      guard letter != nil else { throw unexpected(expected: "an escape") }
      advance(to: position + 1)
      return try readEscapedScalar()
    }
    let meanings: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    guard let meaning = meanings[letter] else { throw unexpected(expected: "an escape") }
    advance(to: position + 1)
    return meaning
  }

  /// Reads the four digits after `\u`, and where they need it, the second half of the pair.
  private mutating func readEscapedScalar() throws(JSONError) -> Unicode.Scalar {
    let start = position
    let first = try readCodeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if UTF16.isLeadSurrogate(first), byte == UInt8(ascii: "\\") {
      advance(to: position + 1)
      guard byte == UInt8(ascii: "u") else { throw unexpected(expected: "'u'") }
      advance(to: position + 1)
      let second = try readCodeUnit()
      if UTF16.isTrailSurrogate(second) {
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        if let scalar = Unicode.Scalar(value) { return scalar }
      }
    }
    throw JSONError(offset: start, problem: "half of a surrogate pair stands alone")
  }

  private mutating func readCodeUnit() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw unexpected(expected: "a hexadecimal digit")
      }
      value = value << 4 | UInt16(digit)
      advance(to: position + 1)
    }
    return value
  }
}
