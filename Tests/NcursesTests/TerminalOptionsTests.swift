import Ncurses
import Screens
import Testing

@Suite struct TerminalOptionsTests {
  func capabilities(
    _ options: TerminalOptions = TerminalOptions(), colorCount: Int = 256, isUTF8: Bool = true,
    in environment: [String: String] = [:]
  ) -> TerminalCapabilities {
    options.capabilities(colorCount: colorCount, isUTF8: isUTF8) { environment[$0] }
  }

  @Test func theTerminalsColorsAreUsedUnlessNoColorIsSet() {
    #expect(capabilities().colors == .palette256)
    #expect(capabilities(colorCount: 88).colors == .sixteen)
    #expect(capabilities(colorCount: 8).colors == .eight)
    #expect(capabilities(colorCount: -1).colors == .none)
    #expect(capabilities(in: ["NO_COLOR": "1"]).colors == .none)
    #expect(capabilities(in: ["NO_COLOR": ""]).colors == .palette256)
  }

  @Test func whatIsAskedForComesBeforeTheEnvironment() {
    #expect(capabilities(.init(colors: .always), in: ["NO_COLOR": "1"]).colors == .palette256)
    #expect(capabilities(.init(colors: .always), colorCount: 0).colors == .none)
    #expect(capabilities(.init(colors: .never)).colors == .none)
    #expect(capabilities(.init(charset: .ascii)).charset == .ascii)
    #expect(capabilities(.init(charset: .utf8), isUTF8: false).charset == .utf8)
    #expect(capabilities(.init(charset: .braille)).charset == .braille)
    #expect(capabilities(.init(background: .light), in: ["COLORFGBG": "15;0"]).background == .light)
  }

  @Test func charactersFollowTheLocaleAndTheTerminal() {
    #expect(capabilities(in: ["TERM": "xterm"]).charset == .utf8)
    #expect(capabilities(isUTF8: false, in: ["TERM": "xterm"]).charset == .ascii)
    for terminal in ["linux", "linux-16color", "vt100", "vt220"] {
      #expect(capabilities(in: ["TERM": terminal]).charset == .ascii)
    }
  }

  @Test(arguments: [
    ("15;0", "dark"), ("0;15", "light"), ("0;default;15", "light"), ("12;7", "light"),
    ("7;8", "dark"), ("x", "unknown"), ("", "unknown"),
  ])
  func theBackgroundIsWhatCOLORFGBGSays(value: String, background: String) {
    #expect(capabilities(in: ["COLORFGBG": value]).background.rawValue == background)
    #expect(capabilities().background == .unknown)
  }
}
