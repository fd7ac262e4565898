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
  /// The piece that begins at a place in a frame, and where it ends.
  static func next(in frame: [UInt8], at start: Int) -> (piece: FramePiece, end: Int) {
    let end = endOfText(in: frame, from: start)
    if end > start { return (.content, end) }
    switch frame[start] {
    case 0x1B: return escape(frame, start)
    case let shift where shift == 0x0E || shift == 0x0F:
      return (.characters(.inUse, shift), start + 1)
    default: return (.unknown, start + 1)
    }
  }

  // MARK: - Text

  /// Where characters end that are printed, move the cursor, ring, or do nothing.
  private static func endOfText(in frame: [UInt8], from start: Int) -> Int {
    var end = start
    while end < frame.count {
      switch frame[end] {
      case 0x20...0x7E, 0x07...0x0D, 0x00: end += 1
      case 0x80...0xFF:
        let count = characterLength(frame, end)
        if count == 0 { return end }
        end += count
      default: return end
      }
    }
    return end
  }

  /// How many bytes a character beyond ASCII has, in UTF-8 or in a code of one byte each; 0 for what
  /// may be a control character.
  private static func characterLength(_ frame: [UInt8], _ start: Int) -> Int {
    let lead = frame[start]
    let count = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
    var whole = 1
    while whole < count, start + whole < frame.count, 0x80...0xBF ~= frame[start + whole] {
      whole += 1
    }
    guard whole == count && count > 1 else { return lead < 0xA0 ? 0 : 1 }
    return lead == 0xC2 && frame[start + 1] < 0xA0 ? 0 : count
  }

  // MARK: - Sequences

  private static func escape(_ frame: [UInt8], _ start: Int) -> (piece: FramePiece, end: Int) {
    guard start + 1 < frame.count else { return (.unknown, start + 1) }
    switch frame[start + 1] {
    case UInt8(ascii: "["):
      return controlSequence(frame, start)
    case UInt8(ascii: "(")...UInt8(ascii: "+"):
      guard start + 2 < frame.count, 0x30...0x7E ~= frame[start + 2] else { break }
      let slots: [CharacterSlot] = [.first, .second, .third, .fourth]
      let slot = slots[Int(frame[start + 1] - UInt8(ascii: "("))]
      return (.characters(slot, frame[start + 2]), start + 3)
    case UInt8(ascii: "D"), UInt8(ascii: "E"), UInt8(ascii: "M"), UInt8(ascii: "="),
      UInt8(ascii: ">"):
      return (.content, start + 2)  // line feeds, and what the keypad sends
    default: break
    }
    return (.unknown, start + 2)
  }

  /// Those whose last letter moves, erases, inserts, deletes, scrolls or repeats.
  private static let neutralLetters = Array("ABCDEFGHIJKLMPSTXZ@`abdefgr".utf8)
  /// Those that hide, show or shape the cursor, and whether characters are inserted.
  private static let neutralModes =
    ["?25h", "?25l", "?12h", "?12l", "?12;25h", "34h", "34l", "4h", "4l"].map { Array($0.utf8) }

  private static func controlSequence(
    _ frame: [UInt8], _ start: Int
  ) -> (piece: FramePiece, end: Int) {
    var last = start + 2
    while last < frame.count, 0x20...0x3F ~= frame[last] { last += 1 }
    guard last < frame.count, 0x40...0x7E ~= frame[last] else { return (.unknown, start + 2) }
    let end = last + 1
    let isPrivate = 0x3C...0x3F ~= frame[start + 2]
    switch frame[last] {
    case UInt8(ascii: "m") where !isPrivate:
      return (.rendition(RenditionParameters(in: frame, start + 2..<last)), end)
    case UInt8(ascii: "h"), UInt8(ascii: "l"):
      let isNeutral = neutralModes.contains { $0.elementsEqual(frame[start + 2..<end]) }
      return (isNeutral ? .content : .unknown, end)
    case let letter where neutralLetters.contains(letter):
      let isPlain = frame[start + 2..<last].allSatisfy { 0x30...0x3B ~= $0 }
      return (isPlain ? .content : .unknown, end)
    default: return (.unknown, end)
    }
  }
}
