import Images
import Testing

@Suite struct ControlCharactersTests {
  @Test(arguments: [
    ("photo.png", "photo.png"), ("Käse 猫 👩‍🔬.jpg", "Käse 猫 👩‍🔬.jpg"),
    ("a\u{1B}[2J\u{7}", #"a\u{1B}[2J\u{7}"#), ("two\nlines\r\tend", #"two\nlines\r\tend"#),
    ("\u{9B}31m\u{7F}\0", #"\u{9B}31m\u{7F}\u{0}"#),
    ("gpj.\u{202E}exe\u{2028}\u{2066}", #"gpj.\u{202E}exe\u{2028}\u{2066}"#),
  ])
  func whatActsOnATerminalIsSpelledOut(text: String, shown: String) {
    #expect(text.escapingControlCharacters == shown)
  }

  @Test func noControlCharacterIsLeft() {
    let all = String(String.UnicodeScalarView((0...0x2100).compactMap(Unicode.Scalar.init)))
    let left = all.escapingControlCharacters.unicodeScalars.filter {
      $0.value < 32 || (0x7F...0x9F).contains($0.value)
    }
    #expect(left.isEmpty)
  }

  @Test func messagesAreEscaped() {
    let error = ImageError(
      name: "a\u{1B}c.png", problem: .damaged(format: "PNG", reason: "\u{7}IDAT: CRC error"))
    #expect(error.description == #"a\u{1B}c.png: this PNG is damaged: \u{7}IDAT: CRC error"#)
  }
}
