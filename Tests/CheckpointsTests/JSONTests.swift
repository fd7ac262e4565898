import Testing

@testable import Checkpoints

@Suite struct JSONTests {
  func parse(_ text: String) throws -> JSONValue {
    var reader = JSONReader(Array(text.utf8))
    let value = try JSONValue(&reader)
    try reader.readEnd()
    return value
  }

  @Test func everyKindOfValueIsRead() throws {
    let text = #" {"a": [1, -2.5e1, true, false, null], "b": {"c": "d"}, "e": [], "f": {}} "#
    #expect(
      try parse(text)
        == .object([
          "a": .array([.integer(1), .number(-25), .bool(true), .bool(false), .null]),
          "b": .object(["c": .string("d")]), "e": .array([]), "f": .object([:]),
        ]))
  }

  @Test func aFileIsReadWhole() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      #"{"architecture": "swin", "num_classes": 10, "crop_pct": 0.9, "depths": [2, 2]}"#.utf8,
      to: "config.json")
    let config = try JSONValue(path: path)
    #expect(config["architecture"]?.string == "swin")
    #expect(config["num_classes"]?.integer == 10)
    #expect(config["num_classes"]?.number == 10)
    #expect(config["crop_pct"]?.number == 0.9)
    #expect(config["depths"]?.array?.compactMap(\.integer) == [2, 2])
    #expect(config.object?.count == 4)
    #expect(config["none"] == nil)
    try folder.write("{\"a\" 1}".utf8, to: "config.json")
    #expect(
      throws: CheckpointError(
        "\(path) is not as it has to be: at byte 5, ':' was expected, not '1'")
    ) { try JSONValue(path: path) }
  }

  @Test func escapesAreResolved() throws {
    #expect(
      try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#).string
        == "\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}\u{E9}")
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "+1", "1.", ".5", "1e", "-", "tru", "'a'", "\"a",
    "\"\n\"", #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "1 2", "NaN",
    #"{"a":1,"a":2}"#, "[1 2]", #"{"a" 1}"#,
  ])
  func whatIsNotJSONIsRefused(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func deepNestingIsRefusedWithoutDeepRecursion() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try parse(nested(127)).array?.count == 1)
    #expect(throws: JSONError.self) { try parse(nested(128)) }
    #expect(throws: JSONError.self) { try parse(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test(arguments: ["18446744073709551616", "-1", "1.0", "1e3", "0x10", "\"1\""])
  func onlyDigitsMakeAnUnsignedInteger(text: String) {
    #expect(throws: JSONError.self) {
      var reader = JSONReader(Array(text.utf8))
      _ = try reader.readUnsignedInteger()
      try reader.readEnd()
    }
  }

  @Test func unsignedIntegersKeepAll64Bits() throws {
    var reader = JSONReader(Array("18446744073709551615".utf8))
    #expect(try reader.readUnsignedInteger() == .max)
  }
}
