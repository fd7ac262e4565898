import Tensors
import Testing
import VisionTransformers

/// What a token's shares are on the way down.
@Suite struct RolloutTests {
  /// Every family, with the mechanisms that follow from features left to a made-up picture.
  static let models = [
    "pale-t", "swin-t", "cswin-t", "boat-swin-t", "boat-cswin-t", "deit-ti-distilled", "pvt-ti",
    "msg-t", "shuffle-t", "dat-t", "axial26s",
  ]

  static func path(_ model: String) throws -> RolloutPath {
    try RolloutPath(try BackboneCatalog.spec(named: model)) { grid in
      TokenFeatures(
        source: .picture, channels: 1, heads: [(0..<grid.count).map { Float($0 * 37 % 101) - 50 }])
    }
  }

  @Test(arguments: models)
  func sharesOfOneTokenSumToOneOnEveryLevel(_ model: String) throws {
    let path = try Self.path(model)
    let last = try #require(path.blocks.last)
    let rollout = Rollout(
      of: .init(last.grid.center, after: last.address), along: path, .uniform)
    #expect(rollout.levels.map(\.address) == path.blocks.reversed().map(\.address))
    for level in rollout.levels { #expect(abs(Self.sum(of: level.mass) - 1) < 1e-9) }
    #expect(rollout.base.grid == path.base)
    let pixels = rollout.pixels()
    #expect(pixels.grid == TokenGrid(rows: 224, columns: 224))
    #expect(pixels.prefixCount == 0)
    #expect(abs(Self.sum(of: pixels) - 1) < 1e-9)
  }

  @Test(arguments: models)
  func whatHasAShareIsWhatIsReached(_ model: String) throws {
    let path = try Self.path(model)
    var growth = ReceptiveFieldGrowth(on: path.base)
    let tokens = path.tokens(over: (3, 4))
    let origins = zip(path.blocks, tokens).map { Rollout.Origin($1, after: $0.address) }
    let masses = path.base(of: origins, .uniform)
    for ((block, token), mass) in zip(zip(path.blocks, tokens), masses) {
      for step in block.steps { growth.go(through: step) }
      #expect(growth.field(of: token).tokens == mass.support, "\(block.address)")
    }
  }

  @Test func aTokenKeepsHalfOfItselfInEveryLayer() throws {
    let path = try Self.path("swin-t")
    let grid = path.base
    let rollout = Rollout(
      of: .init(grid.center, after: BlockAddress(stage: 0, block: 0)), along: path, .uniform)
    #expect(rollout.levels.count == 1)
    #expect(abs(rollout.base[grid.center] - (0.5 + 0.5 / 49)) < 1e-12)
    #expect(abs(rollout.base[grid[28, 29]] - 0.5 / 49) < 1e-12)
    #expect(rollout.base[grid[27, 28]] == 0)
    let pixels = rollout.pixels()
    #expect(abs(pixels[224 * 112 + 112] - (0.5 + 0.5 / 49) / 16) < 1e-12)
  }

  @Test func anExchangeBringsTheRegionOneBlockLater() throws {
    let path = try Self.path("msg-t")
    let token = path.base[0, 0]
    func reached(_ block: Int) -> TokenSet {
      Rollout(of: .init(token, after: BlockAddress(stage: 0, block: block)), along: path, .uniform)
        .base.support
    }
    let window = (0..<7).flatMap { row in (0..<7).map { path.base[row, $0] } }
    let region = (0..<28).flatMap { row in (0..<28).map { path.base[row, $0] } }
    #expect(Array(reached(0)) == window)
    #expect(Array(reached(1)) == region)
    let messenger = Rollout(
      of: .init(-1, after: BlockAddress(stage: 0, block: 0)), along: path, .uniform)
    #expect(Array(messenger.base.support) == region)
    #expect(abs(messenger.base[0] - 0.5 / 16 / 50) < 1e-12)
    #expect(abs(messenger.base[-1] - (0.5 + 0.5 / 50) / 16) < 1e-12)
  }

  @Test func messengersAreCarriedToTheNextStage() throws {
    let path = try Self.path("msg-t")
    let second = try #require(path.blocks.first { $0.address.stage == 1 })
    let messenger = Rollout(
      of: .init(-1, after: second.address), along: path, .uniform)
    #expect(messenger.levels.count == 3)
    #expect(messenger.base.outside == 0)
    #expect(messenger.base.prefixTokens.reduce(0, +) > 0)
    #expect(messenger.pixels().outside > 0)
  }

  @Test func aClassTokenBeginsAsNothingOfThePicture() throws {
    let path = try Self.path("deit-ti-distilled")
    let rollout = Rollout(
      of: .init(-1, after: BlockAddress(stage: 0, block: 0)), along: path, .uniform)
    #expect(abs(rollout.base[-1] - (0.5 + 0.5 / 198)) < 1e-12)
    #expect(abs(rollout.base[0] - 0.5 / 198) < 1e-12)
    #expect(abs(rollout.pixels().outside - (0.5 + 1.0 / 198)) < 1e-12)
    let size = RolloutSize(
      of: rollout.base, from: -1, on: path.base, input: path.input)
    #expect(size.distance == nil)
    #expect(abs(size.effectiveTokens - 196) < 1e-9)
    #expect(size.n50 == 98 && size.n90 == 177)
  }

  @Test func axialDeepLabSeesEverythingInOneBlock() throws {
    let path = try Self.path("axial26s")
    let reach = path.reach(of: path.tokens(over: nil))
    #expect(reach[0].isFull)
    let rollout = Rollout(
      of: .init(0, after: path.blocks[0].address), along: path, .uniform)
    #expect(abs(rollout.base[1] - 0.5 / 3136) < 1e-12)
    #expect(abs(rollout.base[0] - (0.5 + 0.5 / 3136)) < 1e-12)
  }

  @Test func axialDeepLabHalvesAfterItsAttention() throws {
    let path = try Self.path("axial26s")
    let second = try #require(path.blocks.first { $0.address.stage == 1 })
    let rollout = Rollout(
      of: .init(second.grid[1, 1], after: second.address), along: path, .uniform)
    let mass = rollout.levels[0].mass
    #expect(mass.grid == path.base)
    #expect(abs(mass[path.base[2, 2]] - (0.5 + 0.5 / 3136)) < 1e-12)
    #expect(abs(mass[path.base[3, 2]] - 0.5 / 3136) < 1e-12)
  }

  @Test func zeroTokensBeyondTheGridAreOutside() throws {
    let spec = try BackboneCatalog.spec(named: "swin-t", input: PixelSize(height: 40, width: 40))
    let path = try RolloutPath(spec)
    #expect(path.base == TokenGrid(rows: 10, columns: 10))
    let rollout = Rollout(
      of: .init(99, after: BlockAddress(stage: 0, block: 0)), along: path, .uniform)
    #expect(abs(rollout.base.outside - 0.5 * 40 / 49) < 1e-12)
    #expect(rollout.base.support.count == 9)
  }

  private static func sum(of mass: TokenMass) -> Double {
    mass.total + mass.outside + mass.prefixTokens.reduce(0, +)
  }
}
