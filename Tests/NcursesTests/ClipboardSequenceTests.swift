import Foundation
import Testing

@testable import Ncurses

@Suite struct ClipboardSequenceTests {
  @Test func textIsEncodedAsBase64() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 77 + count) }
      let expected = Data(bytes).base64EncodedString()
      #expect(String(decoding: ClipboardSequence.base64(bytes), as: UTF8.self) == expected)
    }
  }

  @Test func tmuxIsToldToPassTheSequenceOn() {
    let plain = ClipboardSequence.copying("hi", isInsideTmux: false)
    #expect(plain == Array("\u{1B}]52;c;aGk=\u{7}".utf8))
    let wrapped = ClipboardSequence.copying("hi", isInsideTmux: true)
    #expect(wrapped == Array("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{7}\u{1B}\\".utf8))
  }

  @Test func longTextIsRefused() {
    let longest = String(repeating: "x", count: 56_244)
    #expect(ClipboardSequence.copying(longest, isInsideTmux: false) != nil)
    #expect(ClipboardSequence.copying(longest + "xx", isInsideTmux: false) == nil)
  }
}
