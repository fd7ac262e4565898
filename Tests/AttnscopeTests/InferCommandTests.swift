import Checkpoints
import Foundation
import TestSupport
import Testing

/// What `attnscope infer`, `attention` and `models` print.
@Suite struct InferCommandTests {
  struct Inference: Decodable {
    struct Block: Decodable {
      var stage: Int
      var block: Int
      var milliseconds: Double
      var macs: Int
      var tokens: Int
      var channels: Int
    }

    var model: String
    var logits: [Float]
    var blocks: [Block]
    var peakBytes: Int
  }

  struct Attention: Decodable {
    struct Head: Decodable {
      var head: Int
      var keys: [Int]
      var weights: [Float]
      var entropy: Double
      var distance: Double
    }

    var grid: [Int]
    var heads: [Head]
  }

  static let golden = Executable.packageRoot.appending(
    path: "Tests/VisionTransformersTests/Golden")

  @Test func inferGivesTheGoldenLogits() throws {
    let picture = Self.golden.appending(path: "input-0.png").path
    let result = try Executable.run([
      "infer", picture, "--as-is", "--model", "swin-t", "--weights", "seeded:0", "--json",
    ])
    let inference = try JSONDecoder().decode(Inference.self, from: result.output)
    let file = try SafetensorsFile(path: Self.golden.appending(path: "swin-t.safetensors").path)
    let expected = try file.tensor(named: "logits").scalars
    #expect(inference.logits.count == expected.count)
    for (found, expected) in zip(inference.logits, expected) {
      #expect(abs(found - expected) <= 1e-4)
    }
    #expect(inference.blocks.map(\.tokens).first == 3136)
    #expect(inference.blocks.count == 12)
    let weightBytes = 28_288_354 * 4
    #expect(inference.peakBytes > weightBytes)
    #expect(inference.peakBytes < weightBytes + 60_000_000)
  }

  @Test func aPictureByStandardInputIsThatOfTheFile() throws {
    let picture = Self.golden.appending(path: "input-0.png")
    let arguments = [
      "--model", "swin-t", "--as-is", "--stage", "1", "--block", "1", "--token", "3,4",
    ]
    let file = try Executable.run(["attention", picture.path, "--json"] + arguments)
    let stream = try Executable.run(
      ["attention", "-", "--json"] + arguments, input: Data(contentsOf: picture))
    #expect(file.status == 0 && file.output == stream.output)
    let attention = try JSONDecoder().decode(Attention.self, from: file.output)
    #expect(attention.heads.map(\.head) == [0, 1, 2])
    for head in attention.heads {
      #expect(head.keys == head.keys.sorted() && head.keys.count == 49)
      #expect(abs(head.weights.reduce(0, +) - 1) < 1e-5)
      #expect(head.entropy > 0 && head.distance > 0)
    }
  }

  @Test func modelsListsEveryVariantWithItsSize() throws {
    let result = try Executable.run(["models", "--json"])
    let listings = try #require(
      JSONSerialization.jsonObject(with: result.output) as? [[String: Any]])
    let tiny = try #require(listings.first { $0["name"] as? String == "swin-t" })
    #expect(tiny["parameters"] as? Int == 28_288_354)
    #expect((tiny["stages"] as? [Any])?.count == 4)
  }

  @Test(arguments: [
    (["infer", "/nonexistent.png"], Int32(3), "/nonexistent.png"),
    (["infer", "--weights", "seeded:x"], 2, "--weights is \"seeded:x\""),
    (["infer", "--weights", "/nonexistent.pth"], 3, "/nonexistent.pth"),
    (["infer", "--threads", "0"], 2, "--threads is 0"),
    (["infer", "--model", "swin-t", "--input", "3"], 2, "--input is 3"),
    (["infer", "--nonsense"], 2, "--nonsense"),
    (
      ["attention", "--model", "swin-t", "--stage", "1", "--block", "1", "--token", "x"], 2, "token"
    ),
  ])
  func whatIsAmissHasItsExitStatus(arguments: [String], status: Int32, sentence: String) throws {
    let result = try Executable.run(arguments)
    #expect(result.status == status)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.output.isEmpty)
  }

  @Test func aPictureThatIsNoneExitsWithThree() throws {
    let result = try Executable.run(["infer", "-"], input: Data("not a picture".utf8))
    #expect(result.status == 3)
    #expect(result.error.split(separator: "\n").count == 1)
  }
}
