import Foundation
import Tensors
import TestSupport
import Testing
import VisionTransformers

@testable import attnscope

/// What `attnscope verify` prints, and that it tells right from wrong.
@Suite struct VerifyCommandTests {
  private struct Report: Decodable {
    struct Mismatch: Decodable {
      var stage: Int
      var block: Int
      var layer: String
      var head: Int
      var query: Int
      var declaredOnly: [Int]
      var measuredOnly: [Int]
    }

    var model: String
    var checked: Int
    var mismatches: [Mismatch]
  }

  /// A mechanism with a mistake, and a block of a model to put it in.
  struct Mistake: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var model: String
    var input: PixelSize?
    var block: BlockAddress
    var mechanism: any AttentionMechanism
  }

  static let mistakes = [
    Mistake(
      testDescription: "stripes swapped", model: "cswin-t", block: BlockAddress(stage: 2, block: 4),
      mechanism: MistakenMechanism.swappedStripes),
    Mistake(
      testDescription: "shift 4 for 3", model: "swin-t", block: BlockAddress(stage: 2, block: 1),
      mechanism: MistakenMechanism.shiftedTooFar),
    Mistake(
      testDescription: "window cut at the shift", model: "swin-t",
      block: BlockAddress(stage: 2, block: 3), mechanism: MistakenMechanism.cutAtTheShift),
    Mistake(
      testDescription: "window cut at the border", model: "swin-t",
      input: PixelSize(square: 192), block: BlockAddress(stage: 2, block: 0),
      mechanism: MistakenMechanism.cutAtTheBorder),
    Mistake(
      testDescription: "pale of the wrong phase", model: "pale-t",
      block: BlockAddress(stage: 2, block: 7), mechanism: MistakenMechanism.wrongPhase),
  ]

  @Test("A mechanism that is wrong makes the command fail with status 4", arguments: mistakes)
  func mistakesAreFound(_ mistake: Mistake) throws {
    let right = try report(of: mistake, mistaken: false)
    #expect(right.failure == nil)
    let wrong = try report(of: mistake, mistaken: true)
    #expect(wrong.failure?.status == .verificationMismatch)
    #expect(wrong.failure?.sentence.contains("\(mistake.block)") == true)
    #expect(wrong.text.contains("DIFFERS"))
    #expect(ExitStatus.verificationMismatch.rawValue == 4)
  }

  @Test("Swapped stripes are missing in one direction and found in the other")
  func swappedStripesAreNamed() throws {
    let report = try decoded(report(of: Self.mistakes[0], mistaken: true))
    let first = try #require(report.mismatches.first { $0.head == 0 && $0.query == 0 })
    let vertical = (0..<14).flatMap { row in (0..<7).map { row * 14 + $0 } }
    let horizontal = Array(0..<98)
    #expect(first.declaredOnly == vertical.filter { !horizontal.contains($0) })
    #expect(first.measuredOnly == horizontal.filter { !vertical.contains($0) })
    #expect((first.stage, first.block, first.layer) == (3, 5, "image"))
    #expect(report.mismatches.count == 8 * 196)
    #expect(report.checked == 8 * 196 * 197)
  }

  @Test("Zero tokens that a cut window misses are the number after the last token")
  func missingZeroTokensAreNamed() throws {
    let report = try decoded(report(of: Self.mistakes[3], mistaken: true))
    #expect(report.mismatches.allSatisfy { $0.declaredOnly == [144] && $0.measuredOnly.isEmpty })
    #expect(!report.mismatches.contains { $0.query == 0 })
    #expect(report.mismatches.contains { $0.query == 143 })
  }

  @Test("A model that is right ends with status 0 and no mismatch")
  func modelsPass() throws {
    let result = try Executable.run(["verify", "--model", "swin-t", "--stage", "3", "--json"])
    #expect(result.status == 0, "\(result.error)")
    let report = try JSONDecoder().decode(Report.self, from: result.output)
    #expect(report.model == "swin-t")
    #expect(report.checked == 6 * 12 * 196 * 197)
    #expect(report.mismatches.isEmpty)
  }

  @Test("Text has a line for each layer, both of a bilateral block, and a sum")
  func textIsForPeople() throws {
    let result = try Executable.run(["verify", "--model", "boat-swin-t", "--stage", "3"])
    let lines = result.text.split(separator: "\n")
    #expect(lines.count == 1 + 9 + 1)
    #expect(lines.count { $0.contains("feature-space") && $0.hasSuffix("agrees") } == 3)
    #expect(
      lines.last
        == "boat-swin-t: 9 layers, 4.2 M pairs of query and key: all attend as their papers say")
  }

  @Test("CSV has a row for each layer")
  func csvIsForPrograms() throws {
    let result = try Executable.run(
      ["verify", "--model", "dat-t", "--stage", "4", "--block", "2", "--csv"])
    #expect(
      result.text == """
        stage,block,layer,mechanism,rows,columns,heads,checked,mismatches
        4,2,image,deformable,7,7,24,57624,0

        """)
  }

  @Test(
    "What makes no sense is usage",
    arguments: [
      "--model swin-x", "--model swin-t --stage 5", "--model swin-t --stage 1 --block 3",
      "--model swin-t --block 1", "--model swin-t --threads 0", "--json --csv",
    ])
  func badUsage(_ arguments: String) throws {
    let result = try Executable.run(["verify"] + arguments.split(separator: " ").map(String.init))
    #expect(result.status == 2)
    #expect(result.output.isEmpty && !result.error.isEmpty)
  }

  /// What the command makes of one block, with the mistake or without.
  private func report(of mistake: Mistake, mistaken: Bool) throws -> VerificationReport {
    var spec = try BackboneCatalog.spec(named: mistake.model, input: mistake.input)
    let block = mistake.block
    if mistaken {
      let sublayers = spec[block].sublayers
      let index = try #require(sublayers.firstIndex { $0 is MultiHeadAttentionSpec })
      var layer = try #require(sublayers[index] as? MultiHeadAttentionSpec)
      layer.geometry.mechanism = mistake.mechanism
      spec.stages[block.stage].blocks[block.block].sublayers[index] = layer
    }
    let verified = try BackboneVerification(spec, parameters: SeededParameters()).verify(
      block, layer: 0, pool: ThreadPool(threads: 2))
    return VerificationReport(model: spec.name, layers: [try #require(verified).verdict])
  }

  private func decoded(_ report: VerificationReport) throws -> Report {
    try JSONDecoder().decode(Report.self, from: JSONEncoder().encode(report))
  }
}
