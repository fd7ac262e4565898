import Foundation
import TestSupport
import Testing

/// What `attnscope inspect` prints of files whole, incomplete and foreign.
@Suite struct InspectCommandTests {
  struct Inspection: Decodable, Equatable {
    struct Mismatch: Decodable, Equatable {
      var name: String
      var expected: [Int]
      var found: [Int]
    }

    var format: String
    var family: String?
    var variant: String?
    var matched: Int
    var missing: [String]
    var mismatched: [Mismatch]
    var leftOver: [String]
    var opaque: [String]
  }

  static let fixtures = Executable.packageRoot.appending(path: "Tests/CheckpointsTests/Fixtures")

  func inspect(_ path: String) throws -> Inspection {
    let result = try Executable.run(["inspect", path, "--json"])
    #expect(result.status == 0)
    return try JSONDecoder().decode(Inspection.self, from: result.output)
  }

  func fixture(_ name: String) -> String { Self.fixtures.appending(path: name).path }

  @Test func aWholeFileFitsItsModel() throws {
    let inspection = try inspect(fixture("swin-micro.timm.safetensors"))
    #expect(
      inspection
        == Inspection(
          format: "safetensors", family: "swin", variant: "swin (width 8, depths 2,2,2,1)",
          matched: 108, missing: [], mismatched: [], leftOver: [], opaque: []))
  }

  @Test func everyKeyOfTheValueIsThere() throws {
    let result = try Executable.run(["inspect", fixture("malicious.pth"), "--json"])
    let value = try #require(
      JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(
      value.keys.sorted() == [
        "family", "format", "leftOver", "matched", "mismatched", "missing", "opaque", "variant",
      ])
    #expect(value["family"] is NSNull && value["leftOver"] as? [String] == ["w"])
    #expect(result.error.contains("this file tried to run code; nothing was run"))
  }

  @Test func aTrainingCheckpointNeedsItsHeads() throws {
    let path = fixture("cswin-micro.ema.pth.tar")
    let inspection = try inspect(path)
    #expect(inspection.family == "cswin" && inspection.matched == 98)
    #expect(inspection.opaque == ["argparse.Namespace"])
    let text = try Executable.run(["inspect", path]).text
    #expect(
      text.contains("say it with --heads N,N,N,N, in the explorer with :weights FILE N,N,N,N"))
    let told = try Executable.run(["inspect", path, "--heads", "2,2,4,8"]).text
    #expect(told.hasSuffix("verdict     can be run\n"))
  }

  /// Changes the header of a safetensors file; its length stays the same.
  private func changed(_ name: String, _ replacements: [(String, String)]) throws -> Data {
    var data = try Data(contentsOf: Self.fixtures.appending(path: name))
    for (old, new) in replacements {
      try #require(old.utf8.count == new.utf8.count)
      let range = try #require(data.range(of: Data(old.utf8)))
      data.replaceSubrange(range, with: Data(new.utf8))
    }
    return data
  }

  @Test func whatDoesNotFitIsListedAndRefused() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: file) }
    let projection = #""layers.0.blocks.0.attn.proj.weight":{"dtype":"F32","shape":"#
    try changed(
      "swin-micro.timm.safetensors",
      [
        (#""norm.weight""#, #""norm.\u001b""#), (projection + "[8,8]", projection + "[64] "),
      ]
    ).write(to: file)
    let inspection = try inspect(file.path)
    #expect(inspection.matched == 106 && inspection.missing == ["norm.weight"])
    #expect(inspection.leftOver == ["norm.\u{1B}"])
    #expect(
      inspection.mismatched == [
        .init(name: "layers.0.blocks.0.attn.proj.weight", expected: [8, 8], found: [64])
      ])
    let text = try Executable.run(["inspect", file.path]).text
    #expect(text.contains("layers.0.blocks.0.attn.proj.weight is [64], expected [8, 8]"))
    #expect(text.contains(#"norm.\u{1B}"#) && !text.contains("\u{1B}"))
    let run = try Executable.run(["infer", "--weights", file.path])
    #expect(run.status == 3 && run.output.isEmpty)
    #expect(run.error.contains("norm.weight is missing"))
    #expect(run.error.contains("attn.proj.weight is [64], expected [8, 8]"))
  }

  @Test func aFileOfAnUnknownFamilyIsListed() throws {
    let result = try Executable.run(["inspect", fixture("views.pth")])
    #expect(result.status == 0)
    #expect(result.text.contains("family      none that is known"))
    #expect(result.text.contains("holds no model of a known family"))
  }

  @Test(arguments: ["list.pth", "torchscript.pt", "nonexistent.pth"])
  func whatIsNoCheckpointExitsWithThree(name: String) throws {
    let result = try Executable.run(["inspect", fixture(name)])
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.error.contains(name))
  }
}
