extension Unicode.Scalar {
  /// What is drawn in place of a character that may not take one column.
  static let replacement: Unicode.Scalar = "?"

  /// The scalar that a character is drawn as.
  static func drawn(_ character: Character) -> Unicode.Scalar {
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    if scalars.count == 1 { return first.takesOneColumn ? first : drawnSpace(first) }
    if let composed = composedLetters[character] { return composed }
    let isLetterWithMarks = scalars.dropFirst().allSatisfy {
      $0.properties.generalCategory == .nonspacingMark && !isVariationSelector($0)
    }
    return isLetterWithMarks && first.takesOneColumn ? first : replacement
  }

  /// Whether every terminal shows the scalar in exactly one column.
  ///
  /// This is a list of blocks known to be narrow, since a missed one is only a question mark, while
  /// a wide one shifts the rest of the row. Box drawing, blocks and mathematical signs count as
  /// narrow, as `wcwidth` has them.
  var takesOneColumn: Bool {
    if value < 0x7F { return value >= 0x20 }
    guard Self.narrowBlocks.contains(where: { $0.contains(value) }) else { return false }
    if properties.isEmojiPresentation { return false }
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .unassigned,
      .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func drawnSpace(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "\u{A0}" ? " " : replacement
  }

  private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value)
  }

  private static let narrowBlocks: [ClosedRange<UInt32>] = [
    0x00A1...0x02FF,  // Latin, phonetic
    0x0370...0x052F,  // Greek, Cyrillic
    0x1E00...0x1FFF,  // more Latin and Greek
    0x2010...0x205E,  // punctuation
    0x2070...0x218F,  // superscripts, currencies, letter-like, number forms
    0x2190...0x2328,  // arrows, mathematics, technical
    0x232B...0x27FF,  // technical, box drawing, blocks, shapes, dingbats
    0x2800...0x2AFF,  // braille, more arrows and mathematics
  ]

  /// Letters with marks that have a code point of their own, found by canonical equivalence.
  private static let composedLetters: [Character: Unicode.Scalar] = {
    let scalars = [0x00C0...0x024F, 0x1E00...0x1EFF].joined().compactMap(Unicode.Scalar.init)
    return Dictionary(scalars.map { (Character($0), $0) }, uniquingKeysWith: { first, _ in first })
  }()
}
