import Screens
import Testing

@testable import Ncurses

@Suite struct KeyDecoderTests {
  /// What a terminal sends, where `⎋` is written for escape and `␇` for bell.
  func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar -> [UInt8] in
      switch scalar {
      case "⎋": [0x1B]
      case "␇": [0x07]
      default: Array(String(scalar).utf8)
      }
    }
  }

  /// The keys of some bytes that come at once, with nothing after them.
  func keys(_ text: String, sequences: [[UInt8]: Key] = [:]) -> [Key] {
    keys(bytes(text), sequences: sequences)
  }

  func keys(_ bytes: [UInt8], sequences: [[UInt8]: Key] = [:]) -> [Key] {
    var decoder = KeyDecoder(sequences: sequences)
    let keys = decoder.decode(bytes)
    return keys + decoder.finish()
  }

  @Test func typedTextIsCharacters() {
    #expect(keys("aé€😀Z") == ["a", "é", "€", "😀", "Z"].map { .character($0) })
  }

  @Test func controlCharactersAreTheirKeys() {
    let expected: [Key] = [
      .control("c"), .control("z"), .control("l"), .tab, .enter, .enter, .backspace, .backspace,
      .control("@"), .control("\\"), .control("_"),
    ]
    #expect(keys("\u{3}\u{1A}\u{C}\t\r\n\u{8}\u{7F}\0\u{1C}\u{1F}") == expected)
  }

  @Test(arguments: [
    ("⎋[A", Key.up), ("⎋OB", .down), ("⎋[1;5C", .right), ("⎋[H", .home),
    ("⎋[4~", .end), ("⎋[5~", .pageUp), ("⎋[6;2~", .pageDown), ("⎋[3~", .delete),
    ("⎋OP", .function(1)), ("⎋[15~", .function(5)), ("⎋[17~", .function(6)),
    ("⎋[24~", .function(12)), ("⎋[[A", .function(1)), ("⎋[Z", .backTab),
    ("⎋", .escape), ("⎋[<0;10;5M", .mouse(row: 4, column: 9, .press)),
    ("⎋[<64;1;1M", .mouse(row: 0, column: 0, .wheelUp)),
    ("⎋[Ma!!", .mouse(row: 0, column: 0, .wheelDown)),
  ])
  func sequencesAreKeys(text: String, key: Key) {
    #expect(keys(text) == [key])
    #expect(keys("x" + text + "x") == [.character("x"), key, .character("x")])
  }

  @Test(arguments: [
    "⎋[200~", "⎋[I", "⎋[27;5;9~", "⎋[99;5u", "⎋[?62;4c", "⎋[12;40R",
    "⎋]10;rgb:ffff/ffff/ffff␇", "⎋]52;c;cXE=⎋\\", "⎋P>|tmux 3.3a⎋\\",
    "⎋[<0;10;5m", "⎋[<35;10;5M", "⎋Oq", "⎋[1;9X", "⎋[38;5;1",
    "⎋[!p", "⎋[q",
  ])
  func sequencesThatMeanNoKeyDoNothing(text: String) {
    #expect(keys(text).isEmpty)
    if text.last != "1" { #expect(keys(text + "j") == [.character("j")]) }
  }

  @Test func escapeAndAKeyInOneBurstAreBoth() {
    #expect(keys("⎋q") == [.escape, .character("q")])
    #expect(keys("⎋[") == [.escape, .character("[")])
    #expect(keys("⎋]j") == [.escape, .character("]"), .character("j")])
    #expect(keys("⎋⎋") == [.escape, .escape])
    #expect(keys("⎋⎋[A") == [.escape, .up])
    #expect(keys("⎋[⎋[A") == [.up])
  }

  @Test func sequencesMayComeInPieces() {
    for text in ["⎋[1;5A", "⎋OA", "€", "⎋[<64;1;1M", "⎋]1;x⎋\\j"] {
      var decoder = KeyDecoder(sequences: [:])
      let keys = bytes(text).flatMap { decoder.decode([$0]) }
      #expect(keys.count == 1, "\(text) in pieces is \(keys)")
      #expect(!decoder.isWaiting)
    }
  }

  @Test func theTerminalsOwnSequencesComeFirst() {
    let own: [[UInt8]: Key] = [bytes("⎋[1;2P"): .function(13)]
    #expect(keys("⎋[1;2P", sequences: own) == [.function(13)])
    #expect(keys("⎋[1;2Q", sequences: own) == [.function(2)])
  }

  @Test func bytesThatAreNoTextAreDropped() {
    #expect(
      keys([0x61, 0xFF, 0x62, 0xC3, 0x63, 0xE2, 0x82]) == ["a", "b", "c"].map { .character($0) })
    #expect(keys([0xC2, 0x9B, 0x41]) == [.character("A")])
    #expect(keys([0xED, 0xA0, 0x80, 0x41]) == [.character("A")])
  }

  @Test func anyBytesEndInAnEmptyDecoder() {
    var generator = SplitMix(state: 7)
    let alphabet = Array("\u{1B}[O]P<;0123~ABMmq\u{7}\\j".utf8) + [0xC3, 0xE2, 0x80, 0xFF]
    for _ in 0..<2000 {
      var decoder = KeyDecoder(sequences: [:])
      for _ in 0..<4 {
        _ = decoder.decode(
          (0..<5).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
      }
      _ = decoder.finish()
      #expect(!decoder.isWaiting)
    }
  }
}

/// Numbers that look random and are the same every time.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
