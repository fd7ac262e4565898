import Tensors
import Testing
import VisionTransformers

/// What the layers of every model attend to is what their papers say.
@Suite struct VerifiedCatalogueTests {
  /// An attention layer unlike all before it.
  struct Layer: CustomTestStringConvertible, Sendable {
    var model: String
    var address: BlockAddress
    var index: Int
    var testDescription: String { "\(model) \(address) \(index)" }
  }

  /// For each mechanism with its extents, grid and width of a head, the first layer of the catalogue;
  /// of large grids, whatever the width of a head.
  static let layers: [Layer] = {
    var layers: [Layer] = []
    var known: Set<String> = []
    for name in BackboneCatalog.names {
      guard let spec = try? BackboneCatalog.spec(named: name) else { continue }
      for address in spec.addresses {
        for (index, layer) in spec[address].attention.enumerated() {
          let grid = layer.context.grid
          let headWidth = spec.stages[address.stage].width / layer.context.heads
          let geometry =
            "\(layer.mechanism) \(grid)" + (grid.count > 784 ? "" : " \(headWidth)")
          guard known.insert(geometry).inserted else { continue }
          layers.append(Layer(model: name, address: address, index: index))
        }
      }
    }
    return layers
  }()

  @Test("A layer of any model takes up the keys that its paper says", arguments: layers)
  func layersAgree(_ layer: Layer) throws {
    let verification = BackboneVerification(
      try BackboneCatalog.spec(named: layer.model), parameters: SeededParameters())
    let verdict = try #require(
      try verification.verify(
        layer.address, layer: layer.index, queries: .spread(60), pool: ThreadPool(threads: 2))
    ).verdict
    #expect(verdict.agrees, "\(verdict.mismatches.prefix(3))")
    #expect(verdict.checked >= verdict.heads * 49 * 49)
  }

  @Test("There are layers of every family and of every kind of mechanism")
  func familiesAreThere() {
    #expect(Self.layers.count > 50)
    let families = Set(Self.layers.map { $0.model.split(separator: "-")[0] })
    #expect(families.isSuperset(of: ["pale", "swin", "boat", "pvt", "msg", "dat", "axial26s"]))
  }

  @Test("A backbone that is there is verified with its own layers, every query of every block")
  func aWholeBackboneAgrees() throws {
    let pool = ThreadPool(threads: 2)
    let spec = try BackboneCatalog.spec(named: "pvt-ti")
    let verification = BackboneVerification(
      try Backbone(spec, parameters: SeededParameters(seed: 3), pool: pool))
    let verdicts = try spec.addresses.compactMap {
      try verification.verify($0, layer: 0, pool: pool)?.verdict
    }
    #expect(verdicts.map(\.address) == spec.addresses)
    #expect(verdicts.allSatisfy { $0.agrees })
    #expect(verdicts[0].checked == 3136 * 3137)
    #expect(verdicts[7].checked == 8 * 50 * 51)
  }

  @Test("Zero tokens beyond a grid that windows do not fill are keys", arguments: [0, 1])
  func paddedWindowsAgree(_ block: Int) throws {
    let spec = try BackboneCatalog.spec(named: "swin-t", input: PixelSize(height: 208, width: 240))
    let verified = try #require(
      try BackboneVerification(spec, parameters: SeededParameters()).verify(
        BlockAddress(stage: 2, block: block), layer: 0, pool: ThreadPool(threads: 2)))
    #expect(verified.verdict.grid == TokenGrid(rows: 13, columns: 15))
    #expect(verified.verdict.agrees, "\(verified.verdict.mismatches.prefix(3))")
    let last = verified.keys(of: 13 * 15 - 1, head: 0)
    #expect(last.measured.contains(13 * 15))
    #expect(last.measured == last.declared)
  }

  @Test("Clusters and points of a run are taken as they are", arguments: ["boat-swin-t", "dat-t"])
  func runsAreFrozen(_ model: String) throws {
    let pool = ThreadPool(threads: 2)
    let spec = try BackboneCatalog.spec(named: model)
    let backbone = try Backbone(spec, parameters: SeededParameters(), pool: pool)
    let pass = ForwardPass(backbone, pool: pool)
    pass.begin(
      Matrix(try SeededParameters().tensor(named: "pixels", shape: [224 * 224, 3])))
    let address = BlockAddress(stage: 2, block: 1)
    while let report = pass.step() {
      guard report.address == address else { continue }
      let layer = report.attention.count - 1
      let record = report.attention[layer]
      let verified = try #require(
        try BackboneVerification(backbone).verify(
          address, layer: layer, record: record, pool: pool))
      #expect(verified.verdict.agrees, "\(verified.verdict.mismatches.prefix(3))")
      let head = record.pattern.heads - 1
      let keys = try #require(record.row(of: 90, head: head)?.keys)
      #expect(verified.keys(of: 90, head: head).measured == keys.sorted())
      return
    }
    Issue.record("\(model) has no block \(address)")
  }

  @Test("Messengers exchange what their mechanism says, and another exchange is found")
  func exchanges() throws {
    var spec = try BackboneCatalog.spec(named: "msg-t")
    let address = BlockAddress(stage: 2, block: 0)
    let right = try #require(try verdict(of: address, in: spec))
    #expect(right.agrees)
    #expect(right.checked == 8 * 200 * 201 + 196 * 4)
    spec.stages[2].blocks[0].sublayers[1] = MessengerExchangeSpec(
      windows: TokenGrid(rows: 2, columns: 2), regionSize: 1, width: spec.stages[2].width)
    let wrong = try #require(try verdict(of: address, in: spec))
    #expect(wrong.mismatches.count == 196)
    #expect(
      wrong.mismatches[0]
        == AttentionMismatch(head: nil, query: 0, declaredOnly: [-2, -3, -4], measuredOnly: []))
  }

  private func verdict(of address: BlockAddress, in spec: BackboneSpec) throws -> LayerVerdict? {
    try BackboneVerification(spec, parameters: SeededParameters()).verify(
      address, layer: 0, pool: ThreadPool(threads: 2))?.verdict
  }

  @Test("A verification that is no longer wanted ends without a verdict")
  func isCancelled() throws {
    let verification = BackboneVerification(
      try BackboneCatalog.spec(named: "deit-ti"), parameters: SeededParameters())
    let result = try verification.verify(
      BlockAddress(stage: 0, block: 0), layer: 0, pool: ThreadPool(threads: 1), while: { false })
    #expect(result == nil)
  }

  @Test("A layer that a block does not have is an error")
  func layersAreCounted() throws {
    let verification = BackboneVerification(
      try BackboneCatalog.spec(named: "deit-ti"), parameters: SeededParameters())
    #expect(throws: ModelError.self) {
      try verification.verify(
        BlockAddress(stage: 0, block: 0), layer: 1, pool: ThreadPool(threads: 1))
    }
  }
}
