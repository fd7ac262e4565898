/// What a frame that curses wrote goes on with.
enum FramePiece {
  /// Text, a move of the cursor, an erasure: leaves alone how text is drawn and with which characters.
  case content
  /// `ESC [ … m`.
  case rendition(RenditionParameters)
  /// A choice of characters: `ESC ( B` makes `B` the first set, `^N` and `^O` change between two.
  case characters(CharacterSlot, UInt8)
  /// Anything else: it may do whatever it likes.
  case unknown

  /// Where characters are chosen.
  enum CharacterSlot: Hashable {
    case first, second, third, fourth
    /// Which of the first two is in use.
    case inUse
  }
}

// MARK: - Reading

extension FramePiece {
  /// What some bytes begin with, and how many bytes that takes; there must be one byte.
  static func first(of bytes: ArraySlice<UInt8>) -> (piece: FramePiece, count: Int) {
    let content = bytes.prefix(while: isPlainContent).count
    if content > 0 { return (.content, content) }
    switch bytes[bytes.startIndex] {
    case 0x1B: return escape(bytes)
    case let shift where shift == 0x0E || shift == 0x0F: return (.characters(.inUse, shift), 1)
    case let lead where lead >= 0x80: return wideText(bytes)
    default: return (.unknown, 1)
    }
  }

  /// A printable character, or a control character that moves the cursor, rings, or does nothing.
  private static func isPlainContent(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || (0x07...0x0D).contains(byte) || byte == 0x00
  }

  /// A character of several bytes, or one beyond ASCII; control characters among them are unknown.
  private static func wideText(_ bytes: ArraySlice<UInt8>) -> (piece: FramePiece, count: Int) {
    let lead = bytes[bytes.startIndex]
    let count = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
    let isWhole =
      count > 1 && bytes.count >= count
      && bytes.dropFirst().prefix(count - 1).allSatisfy { (0x80...0xBF).contains($0) }
    guard isWhole else { return (lead < 0xA0 ? .unknown : .content, 1) }
    let isControl = lead == 0xC2 && bytes[bytes.startIndex + 1] < 0xA0
    return (isControl ? .unknown : .content, count)
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> (piece: FramePiece, count: Int) {
    guard let second = bytes.dropFirst().first else { return (.unknown, 1) }
    switch second {
    case UInt8(ascii: "["):
      return controlSequence(bytes)
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      guard let final = bytes.dropFirst(2).first, (0x30...0x7E).contains(final) else {
        return (.unknown, 2)
      }
      let slots: [CharacterSlot] = [.first, .second, .third, .fourth]
      return (.characters(slots[Int(second - UInt8(ascii: "("))], final), 3)
    case UInt8(ascii: "D"), UInt8(ascii: "E"), UInt8(ascii: "M"), UInt8(ascii: "="),
      UInt8(ascii: ">"):
      return (.content, 2)  // line feeds, and what the keypad sends
    default:
      return (.unknown, 2)
    }
  }

  /// Those whose last letter moves, erases, inserts, deletes, scrolls or repeats.
  private static let neutralLetters = Array("ABCDEFGHIJKLMPSTXZ@`abdefgr".utf8)
  /// Those that hide, show or shape the cursor, and whether characters are inserted.
  private static let neutralModes =
    ["?25h", "?25l", "?12h", "?12l", "?12;25h", "34h", "34l", "4h", "4l"].map { Array($0.utf8) }

  private static func controlSequence(
    _ bytes: ArraySlice<UInt8>
  ) -> (piece: FramePiece, count: Int) {
    let body = bytes.dropFirst(2)
    let inner = body.prefix { (0x20...0x3F).contains($0) }
    guard let final = body.dropFirst(inner.count).first, (0x40...0x7E).contains(final) else {
      return (.unknown, 2)
    }
    let count = inner.count + 3
    if final == UInt8(ascii: "m") && inner.first.map(isParameter) != false {
      return (.rendition(RenditionParameters(inner)), count)
    }
    if neutralModes.contains(Array(body.prefix(inner.count + 1))) { return (.content, count) }
    guard inner.allSatisfy(isParameter) else { return (.unknown, count) }
    return (neutralLetters.contains(final) ? .content : .unknown, count)
  }

  /// A digit or a separator, and no mark of a private sequence.
  private static func isParameter(_ byte: UInt8) -> Bool { (0x30...0x3B).contains(byte) }
}
