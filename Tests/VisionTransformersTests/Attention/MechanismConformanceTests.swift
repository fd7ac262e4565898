import Foundation
import Testing
import VisionTransformers

/// What holds for every mechanism in the catalogue, so a new one is tested the moment it is named.
@Suite struct MechanismConformanceTests {
  /// Grids that the usual extents of all mechanisms divide.
  static let grids = [(7, 7), (14, 14), (14, 28), (28, 7)].map(TokenGrid.init)

  /// Grids that windows do not fill.
  static let raggedGrids = [(12, 10), (16, 9), (10, 10), (9, 16), (8, 20), (5, 12), (3, 9), (1, 4)]
    .map(TokenGrid.init)

  @Test(arguments: MechanismCatalog.names, grids)
  func everyQueryIsInExactlyOneGroupOfEachBranch(_ name: String, _ grid: TokenGrid) throws {
    let (pattern, _, _) = try laidOut(name, on: grid)
    for branch in pattern.branches {
      #expect(
        branch.groups.flatMap(\.queries).sorted() == Array(-pattern.prefixCount..<grid.count))
      #expect(branch.groups.allSatisfy { !$0.keys.isEmpty })
    }
  }

  @Test(arguments: MechanismCatalog.names, grids)
  func branchesShareTheHeads(_ name: String, _ grid: TokenGrid) throws {
    let (pattern, _, context) = try laidOut(name, on: grid)
    #expect(pattern.branches.flatMap { Array($0.heads) } == Array(0..<context.heads))
    #expect(pattern.heads == context.heads)
    #expect(pattern.grid == grid)
  }

  @Test(arguments: MechanismCatalog.names, grids)
  func thePatternIsWhatThePaperMeans(_ name: String, _ grid: TokenGrid) throws {
    let (pattern, mechanism, context) = try laidOut(name, on: grid)
    expectAgreement(of: pattern, with: mechanism, in: context)
  }

  @Test(
    "The pattern gives heads to branches as the paper does", arguments: MechanismCatalog.names,
    grids)
  func headsAreWhereThePaperHasThem(_ name: String, _ grid: TokenGrid) throws {
    let (pattern, mechanism, context) = try laidOut(name, on: grid)
    for (place, branch) in pattern.branches.enumerated() {
      #expect(branch.heads.allSatisfy { mechanism.branch(ofHead: $0, in: context) == place })
      #expect(mechanism.keySpace(ofBranch: place, in: context) == branch.keySpace)
    }
  }

  @Test(arguments: ["window", "shifted-window"], raggedGrids)
  func thePatternIsWhatThePaperMeansWhereWindowsDoNotFillTheGrid(
    _ name: String, _ grid: TokenGrid
  ) throws {
    let (pattern, mechanism, context) = try laidOut(name, on: grid)
    #expect(pattern.branches[0].groups.flatMap(\.queries).sorted() == Array(0..<grid.count))
    expectAgreement(of: pattern, with: mechanism, in: context)
  }

  @Test(arguments: MechanismCatalog.names, grids)
  func aReasonIsOneShortLine(_ name: String, _ grid: TokenGrid) throws {
    let (_, mechanism, context) = try laidOut(name, on: grid)
    expectShortReasons(of: mechanism, in: context)
  }

  @Test(
    arguments: ["window", "shifted-window"], raggedGrids + [TokenGrid(rows: 201, columns: 335)])
  func aReasonIsOneShortLineWhereWindowsDoNotFillTheGrid(
    _ name: String, _ grid: TokenGrid
  ) throws {
    let mechanism = try MechanismCatalog.mechanism(named: name, on: grid)
    expectShortReasons(of: mechanism, in: BlockContext(grid: grid, heads: 1))
  }

  @Test(arguments: MechanismCatalog.names, grids)
  func noPairIsCountedThatAPaperWouldNotCount(_ name: String, _ grid: TokenGrid) throws {
    let (pattern, mechanism, context) = try laidOut(name, on: grid)
    #expect(try pattern.pairCount <= mechanism.nominalPairCount(in: context))
  }

  @Test func namesAreUniqueAndPapersAreNamed() {
    #expect(Set(MechanismCatalog.names).count == MechanismCatalog.all.count)
    let shortNames = MechanismCatalog.all.map { $0.type.shortName }
    #expect(Set(shortNames).count == shortNames.count)
    #expect(shortNames.filter { !(1...7).contains($0.count) } == [], "give them a `shortName`")
    for entry in MechanismCatalog.all {
      #expect(entry.type.paper.arXiv.wholeMatch(of: /\d{4}\.\d{5}/) != nil)
    }
  }

  @Test func everyFileOfAMechanismIsInTheCatalogue() throws {
    let folder = URL(filePath: #filePath)
      .appending(path: "../../../../Sources/VisionTransformers/Attention/Mechanisms").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      Set(files) == Set(MechanismCatalog.all.map { "\(String(describing: $0.type)).swift" }))
  }

  private func laidOut(
    _ name: String, on grid: TokenGrid
  ) throws -> (AttentionPattern, any AttentionMechanism, BlockContext) {
    let mechanism = try MechanismCatalog.mechanism(named: name, on: grid)
    let context = ExampleFeatures.context(grid.rows, grid.columns)
    return (try mechanism.pattern(for: context), mechanism, context)
  }

  /// Compares the pattern with the predicate for every query and every key.
  private func expectAgreement(
    of pattern: AttentionPattern, with mechanism: any AttentionMechanism, in context: BlockContext
  ) {
    for (place, branch) in pattern.branches.enumerated() {
      let keys = -pattern.prefixCount..<branch.keySpace.keyGrid(on: context.grid).count
      for query in -pattern.prefixCount..<context.grid.count {
        let meant = keys.filter { mechanism.attends(query, $0, branch: place, in: context) }
        let group = branch.group(ofQuery: query)
        #expect(Set(group?.keys ?? []).sorted() == meant, "token \(query) in \(branch.name)")
      }
    }
  }

  private func expectShortReasons(
    of mechanism: any AttentionMechanism, in context: BlockContext
  ) {
    let prefixCount = (try? mechanism.pattern(for: context).prefixCount) ?? 0
    for query in -prefixCount..<context.grid.count {
      let reason = mechanism.reason(for: query, in: context)
      if reason.isEmpty || reason.count > 60 || reason.contains(where: \.isNewline) {
        Issue.record("token \(query): \(reason)")
      }
    }
  }
}
