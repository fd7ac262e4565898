import Foundation
import TestSupport
import Testing

@testable import Ncurses

@Suite struct FrameShortenerTests {
  /// What ends something on most terminals.
  static let usual = ["⎋[39;49m", "⎋[27m", "⎋[24m", "⎋[23m"]

  static func shortener(endingWith endings: [String] = usual) throws -> FrameShortener {
    try #require(FrameShortener(reset: bytes("⎋(B⎋[m"), endingWith: endings.map(bytes)))
  }

  /// What is left of a frame, where `⎋` is written for escape.
  func shorten(_ text: String, endingWith endings: [String] = usual) throws -> String {
    let short = try Self.shortener(endingWith: endings).shorten(Self.bytes(text))
    return String(decoding: short, as: UTF8.self).replacing("\u{1B}", with: "⎋")
  }

  static func bytes(_ text: String) -> [UInt8] { Array(text.replacing("⎋", with: "\u{1B}").utf8) }

  // MARK: - What is said

  @Test func aColorThatStaysIsNotSaidAgain() throws {
    #expect(
      try shorten("⎋[38;5;237m⎋[48;5;236m▀⎋[38;5;110m⎋[48;5;236m▀⎋[38;5;110m⎋[48;5;68m▀")
        == "⎋[38;5;237;48;5;236m▀⎋[38;5;110m▀⎋[48;5;68m▀")
    #expect(try shorten("⎋[m⎋[31mx⎋[39;49m⎋[31my") == "⎋[0;31mxy")
    #expect(try shorten("⎋[7mx⎋[39m⎋[39my⎋[39mz") == "⎋[7mx⎋[39myz")
  }

  @Test func aResetAndAllThatFollowsAreOneSequenceOfWhatDiffers() throws {
    #expect(try shorten("⎋[m⎋[7m⎋[33mx⎋[m⎋[33my") == "⎋[0;7;33mx⎋[27my")
    #expect(try shorten("⎋[m⎋[1;7;33;44mx⎋[my") == "⎋[0;1;7;33;44mx⎋[my")
    #expect(try shorten("⎋[m⎋[1mx⎋[m⎋[4my") == "⎋[0;1mx⎋[0;4my")
    #expect(try shorten("⎋[mx⎋[1m⎋[my") == "⎋[mxy")
  }

  @Test func whatTheTerminalMayNotUnderstandIsEndedByAReset() throws {
    let frame = "⎋[m⎋[7m⎋[33mx⎋[m⎋[33my⎋[m⎋[7mz"
    #expect(try shorten(frame) == "⎋[0;7;33mx⎋[27my⎋[0;7mz")
    #expect(try shorten(frame, endingWith: ["⎋[m", ""]) == "⎋[0;7;33mx⎋[0;33my⎋[0;7mz")
  }

  @Test func whatIsNotKnownIsNotEnded() throws {
    #expect(try shorten("⎋[31mx⎋[27my") == "⎋[31mx⎋[27my")
    #expect(try shorten("⎋[39mx", endingWith: []) == "⎋[39mx")
    #expect(try shorten("⎋[22mx⎋[1m⎋[22my") == "⎋[22mxy")
  }

  @Test func aResetStaysWhereMoreMayBeInForceThanIsKnown() throws {
    #expect(try shorten("⎋[7mx⎋[m⎋[7my⎋[m⎋[7mz") == "⎋[7mx⎋[0;7myz")
  }

  @Test func colorsByNameAndByNumberAreTwoThings() throws {
    #expect(try shorten("⎋[31mx⎋[38;5;1my⎋[91mz⎋[38;5;9m") == "⎋[31mx⎋[38;5;1my⎋[91mz⎋[38;5;9m")
  }

  @Test func charactersAreChosenOnce() throws {
    #expect(try shorten("⎋[39m⎋(B⎋[mx⎋(B⎋[m⎋[7my⎋(0q⎋(B") == "⎋(B⎋[mx⎋[7my⎋(0q⎋(B")
    #expect(try shorten("⎋[m\u{F}x⎋[7m⎋[m\u{F}y\u{E}z\u{F}") == "\u{F}⎋[mxy\u{E}z\u{F}")
  }

  // MARK: - What is left alone

  @Test func terminalsThatResetInAnotherWayAreLeftAlone() {
    for reset in ["⎋[m", "⎋[m\u{F}", "⎋[0m", "⎋[0;10m", "⎋(B⎋[m"] {
      #expect(FrameShortener(reset: Self.bytes(reset), endingWith: []) != nil)
    }
    for reset in ["", "⎋(⎋H\u{3}⎋G0", "⎋(B", "⎋b", "⎋[?0m", "\u{9B}m", "⎋[mx", "⎋[0"] {
      #expect(FrameShortener(reset: Self.bytes(reset), endingWith: []) == nil, "\(reset)")
    }
  }

  @Test func movesAndErasuresFindTheStyleThatCursesCountsOn() throws {
    for content in [
      "⎋[K", "⎋[2J", "⎋[5X", "x⎋[9b", "⎋[3;4H", "\r\n", "⎋M", "⎋[?25l", "⎋[34h⎋[?25h", "⎋[4h", "é",
    ] {
      #expect(try shorten("⎋[44m⎋[44m\(content)⎋[44mz") == "⎋[44m\(content)z")
    }
  }

  @Test func parametersWithAnotherMeaningPassAndNothingIsKnownAfterThem() throws {
    for strange in ["10", "38;2;1;2;3", "38:5:1", "38;5", "38;5;256", "21", "99999999999999999999"]
    {
      #expect(
        try shorten("⎋[m⎋[31mx⎋[31m⎋[\(strange)m⎋[31my⎋[31mz")
          == "⎋[0;31mx⎋[\(strange)m⎋[31myz")
    }
  }

  @Test func fromWhatIsNotUnderstoodOnTheRestStays() throws {
    for strange in ["⎋7", "⎋8", "⎋c", "⎋[!p", "⎋[?1049h", "⎋]0;x\u{7}", "⎋P⎋\\", "⎋[>4m", "\u{18}"]
    {
      #expect(
        try shorten("⎋[31mx⎋[31m\(strange)⎋[31m⎋[31mx") == "⎋[31mx\(strange)⎋[31m⎋[31mx")
    }
  }

  @Test func aSequenceThatIsCutStays() throws {
    for cut in ["⎋", "⎋[", "⎋[38;5", "⎋(", "⎋[?25"] {
      #expect(try shorten("⎋[31m⎋[31mx⎋[31m\(cut)") == "⎋[31mx\(cut)")
    }
  }

  // MARK: - The same picture

  @Test(arguments: ["xterm-256color", "tmux-256color", "xterm", "linux", "vt100"])
  func framesOfCursesStayTheSame(terminal: String) throws {
    let frame = [UInt8](
      try Data(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Fixtures/Frames/pale-step.\(terminal)")))
    let short = try Self.shortener().shorten(frame)
    #expect(DrawingRecord(of: short) == DrawingRecord(of: frame))
    #expect(short.count * 10 <= frame.count * 9, "\(short.count) bytes of \(frame.count)")
  }

  @Test(arguments: [usual, [], ["⎋[39;49m"], ["⎋[22;23;24;25;27;28;39;49m"]])
  func anyBytesStayTheSameAndGetNoMore(endings: [String]) throws {
    var generator = SplitMix(state: 17)
    let shortener = try Self.shortener(endingWith: endings)
    let styles = [
      DrawingRecord.Style(),
      .init(
        attributes: [1, 7], foreground: "33", background: "5;200", others: ["10"],
        characters: [0: 0x0E, UInt8(ascii: "("): UInt8(ascii: "0")]),
    ]
    for _ in 0..<3000 {
      var frame = (0..<12).flatMap { _ in Self.bytes(Self.piece(&generator)) }
      frame.removeLast(Int(generator.next() % 4))
      let short = shortener.shorten(frame)
      #expect(short.count <= frame.count)
      for style in styles {
        try #require(
          DrawingRecord(of: short, from: style) == DrawingRecord(of: frame, from: style),
          "\(String(decoding: frame, as: UTF8.self).debugDescription)")
      }
    }
  }

  /// Something that curses may write, or, rarely, something that it does not.
  private static func piece(_ generator: inout SplitMix) -> String {
    func pick(_ choices: [String]) -> String {
      choices[Int(generator.next() % UInt64(choices.count))]
    }
    let colors = [
      "39", "31", "32", "91", "38;5;1", "38;5;250", "49", "41", "104", "48;5;1", "48;5;77",
    ]
    let attributes = ["", "0", "1", "2", "3", "4", "7", "22", "23", "24", "27"]
    switch generator.next() % 20 {
    case 0...5: return "⎋[\(pick(colors))m"
    case 6...8: return "⎋[\(pick(attributes));\(pick(attributes + colors))m"
    case 9...10: return "⎋[\(pick(attributes))m"
    case 11: return pick(["⎋(B", "⎋(0", "⎋)0", "\u{E}", "\u{F}"])
    case 12...16: return pick(["x", "▀", " ", "é", "\r", "\n", "\u{8}"])
    case 17...18: return pick(["⎋[K", "⎋[3;4H", "⎋[12G", "⎋[9b", "⎋[?25l", "⎋[2J", "⎋M"])
    default:
      return pick([
        "⎋[10m", "⎋[38;5m", "⎋[4:3m", "⎋[?1m", "⎋7", "⎋8", "⎋c", "⎋[!p", "⎋]0;⎋[1m\u{7}",
        "⎋P1⎋[31m⎋\\", "⎋#8", "⎋", "⎋[", "⎋[3", "⎋(", "\u{9B}", "\u{7F}",
      ])
    }
  }
}
