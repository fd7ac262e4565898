import Screens
import Testing

@Suite struct KeyScriptTests {
  @Test func charactersAndNamesAreKeys() throws {
    let keys = try KeyScript.parse("jjl <Tab><C-d> <F1><PageUp><Space>:<Enter>")
    let expected: [Key] = [
      .character("j"), .character("j"), .character("l"), .tab, .control("d"), .function(1), .pageUp,
      .character(" "), .character(":"), .enter,
    ]
    #expect(keys == expected)
  }

  @Test func angleBracketsThatEncloseNoNameAreCharacters() throws {
    let (less, greater) = (Key.character("<"), Key.character(">"))
    #expect(try KeyScript.parse("<") == [less])
    #expect(try KeyScript.parse("> <") == [greater, less])
    #expect(try KeyScript.parse("<<Tab>>") == [less, .tab, greater])
    #expect(try KeyScript.parse("<>") == [less, greater])
    #expect(try KeyScript.parse("<j") == [less, .character("j")])
    #expect(try KeyScript.parse("<lt>Tab<gt>").first == less)
  }

  @Test(arguments: [
    ("Tab", Key.tab), ("tab", .tab), ("S-Tab", .backTab), ("Esc", .escape), ("Up", .up),
    ("C-l", .control("l")), ("c-L", .control("l")), ("C-i", .tab), ("C-m", .enter), ("CR", .enter),
    ("PgDn", .pageDown), ("F12", .function(12)), ("Space", .character(" ")), ("BS", .backspace),
    ("Del", .delete), ("C-\\", .control("\\")),
  ])
  func namesAreKnown(name: String, key: Key) {
    #expect(Key(scriptName: name) == key)
  }

  @Test(arguments: ["", "Foo", "C-", "C-é", "C-1", "F0", "F64", "F1x", "j", "F-1", "F+1"])
  func otherNamesAreNot(name: String) {
    #expect(Key(scriptName: name) == nil)
  }

  @Test func errorsNameWhatIsWrong() {
    #expect(throws: KeyScriptError.unknownKey("Foo")) { try KeyScript.parse("jj<Foo>") }
    #expect(throws: KeyScriptError.controlCharacter(column: 2)) { try KeyScript.parse("jj\t") }
    #expect("\(KeyScriptError.unknownKey("Foo"))".contains("no key is called <Foo>"))
    #expect("\(KeyScriptError.controlCharacter(column: 2))".contains("column 3"))
  }

  @Test func linesOfKeysAreReadBack() throws {
    let named: [Key] = [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .tab, .backTab, .enter, .escape,
      .backspace, .delete, .insert,
    ]
    let typed = (33...126).compactMap { Unicode.Scalar($0) }.map { Key.character(Character($0)) }
    let controls = "@abcdefgklnopqrstuvwxyz\\]^_".map { Key.control($0) }
    let keys =
      named + typed + controls + (1...63).map { .function($0) } + [
        .character(" "), .character("é"),
      ]
    #expect(try KeyScript.parse(KeyScript.line(for: keys)) == keys)
    for key in keys { #expect(try KeyScript.parse(key.description) == [key]) }
  }
}
