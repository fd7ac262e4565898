import Foundation
import TestSupport
import Testing

/// What `attnscope region` prints.
@Suite struct RegionCommandTests {
  struct Region: Decodable {
    struct Head: Decodable {
      var head: Int
      var branch: String
      var tokens: [Int]
    }

    struct Hop: Decodable {
      var via: Int
      var tokens: [Int]
    }

    struct Sample: Decodable, Equatable {
      var head: Int
      var row: Double
      var column: Double
    }

    var mechanism: String
    var source: String
    var grid: [Int]
    var keyGrid: [Int]
    var query: Int
    var heads: [Head]
    var union: [Int]
    var padding: Int
    var hops: [Hop]
    var samples: [Sample]
    var reason: String
  }

  func region(_ arguments: String...) throws -> Region {
    let result = try Executable.run(["region", "--json"] + arguments)
    #expect(result.status == 0, "\(result.error)")
    return try JSONDecoder().decode(Region.self, from: result.output)
  }

  @Test func aTokenOfPaleSees735Tokens() throws {
    let region = try region(
      "--model", "pale-t", "--stage", "1", "--block", "1", "--token", "10,23")
    #expect(region.union.count == 735)
    #expect(region.query == 583)
    #expect(region.heads.map(\.branch) == ["rows", "rows", "columns", "columns"])
    #expect(region.heads.allSatisfy { $0.tokens.count == 392 })
    #expect(region.reason == "rows ≡ 2 (mod 8) ∪ columns ≡ 7 (mod 8)")
  }

  @Test(arguments: zip(["0,0", "0,55", "55,0", "55,55"], [9, 12, 12, 16]))
  func cornersOfAShiftedBlockAreCutShort(token: String, count: Int) throws {
    let region = try region(
      "--model", "swin-t", "--stage", "1", "--block", "2", "--token", token)
    #expect(region.union.count == count)
    #expect(region.reason.contains("wrapped corner"))
  }

  @Test func aGridThatDoesNotDivideIsPaddedForWindows() throws {
    let region = try region(
      "--mechanism", "shifted-window", "--grid", "12x10", "--token", "11,9")
    #expect(region.union.count == 14)
    #expect(region.padding == 14)
    #expect(region.samples.isEmpty)
    #expect(region.keyGrid == [14, 14])
  }

  @Test func clustersFollowThePicture() throws {
    let region = try region("--mechanism", "feature-space", "--grid", "28x28", "--token", "14,3")
    #expect(region.source == "picture")
    #expect(region.union.count == 69)
  }

  @Test func messengersReachTheirRegionOneLayerLater() throws {
    let arguments = [
      "region", "--model", "msg-t", "--stage", "3", "--block", "1", "--token", "3,4", "--prefix",
    ]
    let result = try Executable.run(arguments + ["--json"])
    let region = try JSONDecoder().decode(Region.self, from: result.output)
    #expect(region.union.first == -1)
    #expect(region.union.count == 50)
    #expect(region.hops.map(\.via) == [-2, -3, -4])
    #expect(Set(region.union + region.hops.flatMap(\.tokens)) == Set(-1..<196))
    let text = String(decoding: try Executable.run(arguments).output, as: UTF8.self)
    #expect(text.contains("147 more (+) through 3 messengers"))
    #expect(text.count { $0 == "+" } == 148)
  }

  @Test func deformableAttentionListsItsPointsBeforeAnyTraining() throws {
    let region = try region("--mechanism", "deformable", "--grid", "14x14", "--token", "2,7")
    #expect(region.samples.count == 32)
    #expect(region.samples[0] == .init(head: 0, row: 2, column: 8))
    #expect(region.samples[7] == .init(head: 1, row: 6, column: 11))
    #expect(region.heads.map(\.tokens.count) == [4, 4, 4, 4, 4, 2, 2, 2])
    #expect(region.union.count == 26)
    #expect(region.keyGrid == [14, 56])
  }

  @Test func oneHeadHasItsOwnRegion() throws {
    let region = try region(
      "--model", "pale-t", "--stage", "2", "--block", "1", "--token", "27,5", "--head", "4")
    #expect(region.heads.map(\.head) == [4])
    #expect(region.union.count == 196)
  }

  @Test(arguments: [
    (["--token", "0,0"], "region needs either --model or --mechanism"),
    (["--mechanism", "pale", "--grid", "10x14", "--token", "0,0"], "10 rows cannot be split"),
    (["--mechanism", "nope", "--grid", "14x14", "--token", "0,0"], "there is no mechanism nope"),
    (
      ["--mechanism", "pale", "--grid", "14x14", "--token", "14,0"], "token 14,0 is not on the grid"
    ),
    (["--model", "swin-t", "--stage", "5", "--block", "1", "--token", "0,0"], "--stage is 5"),
    (["--model", "swin-t", "--stage", "1", "--block", "3", "--token", "0,0"], "--block is 3"),
    (
      ["--model", "pale-t", "--stage", "1", "--block", "1", "--token", "0,0", "--head", "4"],
      "--head is 4: expected 0 to 3"
    ),
    (
      [
        "--model", "swin-t", "--stage", "1", "--block", "1", "--token", "0,0", "--layer", "feature",
      ],
      "--layer is feature"
    ),
  ])
  func whatCannotBeIsOneSentence(arguments: [String], sentence: String) throws {
    let result = try Executable.run(["region"] + arguments)
    #expect(result.status == 2)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.output.isEmpty)
  }
}
