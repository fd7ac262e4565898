import Tensors
import Testing

@testable import Checkpoints

/// The vectors of the format's reference reader, byte for byte.
@Suite struct SafetensorsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The header of one tensor of four integers.
  let header = #"{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}"#

  func open(_ bytes: [UInt8]) throws -> SafetensorsFile {
    try SafetensorsFile(path: folder.write(bytes, to: "model.safetensors"))
  }

  /// What is wrong with a file, without its path.
  func problem(_ bytes: [UInt8]) -> String {
    let error = #expect(throws: CheckpointError.self) { try open(bytes) }
    return String(error?.description.dropFirst(folder.path.count + 1) ?? "nothing")
  }

  /// A header's length, the header, and zeros for data.
  func file(_ header: String, data: Int = 0) -> [UInt8] {
    safetensors(header, data: [UInt8](repeating: 0, count: data))
  }

  /// A header's length.
  func length(_ count: UInt8) -> [UInt8] { [count, 0, 0, 0, 0, 0, 0, 0] }

  @Test func aHeaderOfSpacesHoldsNothing() throws {
    let file = try open([8, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D] + [UInt8](repeating: 0x20, count: 6))
    #expect(file.tensors == [])
    #expect(file.metadata == [:])
  }

  @Test func oneTensorIsReadBack() throws {
    #expect(header.utf8.count == 0x3C)
    let file = try open(file(header, data: 16))
    #expect(file.tensors == [TensorDescription(name: "test", dtype: .i32, shape: [2, 2])])
    #expect(try file.integers(named: "test") == [0, 0, 0, 0])
  }

  @Test func bytesAfterTheLastTensorAreRefused() {
    #expect(
      problem(file(header, data: 16) + Array("extra_bogus_data_for_polyglot_file".utf8))
        == "model.safetensors: the tensors end at byte 16 of the data, but there are 50")
  }

  @Test func missingBytesAreRefused() {
    #expect(
      problem(file(header, data: 14))
        == "model.safetensors: tensor 'test' ends at byte 16 of the data, but there are only 14")
  }

  @Test func anEnormousHeaderIsRefused() {
    #expect(
      problem([0x3C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF] + Array(header.utf8)).contains(
        "18446742974197923900 bytes, more than the 100000000 that safetensors allows"))
  }

  @Test func aFileShorterThanAHeaderLengthIsRefused() {
    #expect(problem([]).contains("has 0 bytes"))
    #expect(problem([1, 2, 3, 4, 5, 6, 7]).contains("has 7 bytes"))
  }

  @Test func aHeaderLongerThanTheFileIsRefused() {
    #expect(
      problem(length(0x3C))
        == "model.safetensors: the header should have 60 bytes, but only 0 follow")
  }

  @Test func aHeaderThatIsNotUTF8IsRefused() {
    #expect(problem(length(1) + [0xFF]) == "model.safetensors: the header is not valid UTF-8")
  }

  @Test func aHeaderThatIsNotJSONIsRefused() {
    #expect(
      problem(length(1) + [0x7B])
        == "model.safetensors: the header is not as safetensors has it: at byte 9, a string is "
        + "missing: the text ends here")
  }

  @Test(arguments: [[0x7B, 0x7D, 0x0D, 0x20, 0x09, 0x0A], [0x09, 0x0A, 0x7B, 0x7D, 0x0D, 0x20]])
  func whiteSpaceAroundTheHeaderIsAccepted(header: [UInt8]) throws {
    #expect(try open(length(6) + header).tensors == [])
  }

  @Test(arguments: [("18446744073709551614", 0x4F), ("9223372036854775807", 0x4E)])
  func shapesBeyond64BitsAreRefused(extent: String, length: Int) {
    let header =
      #"{"test":{"dtype":"I32","shape":[2,"# + extent + #"],"data_offsets":[0,16]}}"#
    #expect(header.utf8.count == length)
    #expect(
      problem(file(header, data: 16))
        == "model.safetensors: tensor 'test' of I32 [2, \(extent)] has more bits than 63 binary "
        + "digits can count")
  }

  @Test func aShapeThatNeedsOtherBytesIsRefused() {
    let header = #"{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0, 4]}}"#
    #expect(header.utf8.count == 60)
    #expect(
      problem(file(header))
        == "model.safetensors: tensor 'test' of I32 [2, 2] needs 16 bytes, but has 4")
  }

  @Test func anEmptyTensorIsAccepted() throws {
    let header = #"{"test":{"dtype":"I32","shape":[2,0],"data_offsets":[0, 0]}}"#
    #expect(header.utf8.count == 60)
    #expect(try open(file(header)).integers(named: "test") == [])
  }

  @Test func aScalarHasOneElement() throws {
    let header = #"{"test":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}"#
    #expect(header.utf8.count == 0x38)
    let file = try open(length(0x38) + Array(header.utf8) + [0xFE, 0xFF, 0xFF, 0xFF])
    #expect(file.shape(of: "test") == [])
    #expect(try file.integers(named: "test") == [-2])
  }

  @Test func tensorsThatOverlapAreRefused() {
    let entries = (0..<10).map {
      #""test_\#($0)":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}"#
    }
    #expect(
      problem(file("{" + entries.joined(separator: ",") + "}", data: 16)).hasSuffix(
        "lies from byte 0 to 16 of the data, but the tensors before it end at 16"))
  }

  @Test func holesBetweenTensorsAreRefused() {
    let header =
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"#
      + #""b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}"#
    #expect(
      problem(file(header, data: 5))
        == "model.safetensors: tensor 'b' lies from byte 3 to 5 of the data, but the tensors "
        + "before it end at 2")
  }

  @Test func namesThatAppearTwiceAreRefused() {
    let entry = #""a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}"#
    #expect(problem(file("{\(entry),\(entry)}")).contains("the key 'a' is there twice"))
  }

  @Test func metadataMustBeText() throws {
    #expect(try open(file(#"{"__metadata__":{"format":"pt"}}"#)).metadata == ["format": "pt"])
    #expect(problem(file(#"{"__metadata__":{"format":1}}"#)).contains("a string was expected"))
  }

  @Test func partsOfBytesAreRefused() {
    #expect(
      problem(file(#"{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}"#, data: 1)).contains(
        "has 12 bits, which fill no whole number of bytes"))
  }

  @Test func aTypeThatCannotBeReadIsNamed() throws {
    let file = try open(
      file(#"{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"#, data: 1))
    #expect(
      throws: CheckpointError(
        "\(folder.path)/model.safetensors: tensor 'a' is of F8_E4M3, not of F32, F16, BF16 or F64")
    ) {
      try file.tensor(named: "a")
    }
    #expect(
      problem(self.file(#"{"a":{"dtype":"F7","shape":[0],"data_offsets":[0,0]}}"#)).contains(
        "'a' has an unknown dtype, 'F7'"))
  }

  @Test func controlCharactersInNamesNeverReachTheTerminal() {
    let name = #"\u001b]0;owned\u0007\u009b\u202e"#
    let text = problem(file(#"{"\#(name)":{"dtype":"U8","shape":[9],"data_offsets":[0,0]}}"#))
    #expect(text.contains(#"'\u{1b}]0;owned\u{7}\u{9b}\u{202e}'"#))
    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }
}
