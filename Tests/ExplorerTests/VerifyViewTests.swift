import Figures
import Screens
import Tensors
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

/// The page that holds what layers compute against what their papers say.
@Suite struct VerifyViewTests {
  /// Small relatives of the models of the catalogue.
  private enum Model {
    case swin, cswin, messenger, boat

    func spec(_ input: PixelSize) throws -> BackboneSpec {
      let depths = [2, 2, 2, 2]
      let windows = SwinTransformer.Configuration(width: 16, depths: depths, heads: [1, 2, 4, 8])
      return switch self {
      case .swin:
        SwinTransformer.spec(windows, name: "small-swin", input: input, classes: 10)
      case .boat:
        try BOATSwinTransformer.spec(windows, name: "small-boat", input: input, classes: 10)
      case .cswin:
        try CSWinTransformer.spec(
          CSWinTransformer.Configuration(width: 16, depths: depths, heads: [2, 2, 4, 8]),
          name: "small-cswin", input: input, classes: 10)
      case .messenger:
        try MessengerTransformer.spec(
          MessengerTransformer.Configuration(width: 16, depths: depths, heads: [1, 2, 4, 8]),
          name: "small-msg", input: input, classes: 10)
      }
    }
  }

  /// The page of a model, whose layers wait to be verified.
  private func bench(
    _ model: Model = .swin, input side: Int = 112, at keys: String = "", size: Size = small,
    look: Look = .color, spec change: (inout BackboneSpec) -> Void = { _ in }
  ) throws -> Bench {
    let input = PixelSize(square: side)
    var spec = try model.spec(input)
    change(&spec)
    var explorer = try testExplorer(size: size, look: look) {
      $0.opened = OpenedModel(ModelRequest(model: spec.name, input: input), spec: spec)
      $0.isStill = true
    }
    _ = explorer.update(.picture(testPicture(width: side, height: side)))
    try explorer.press(keys)
    var bench = try Bench(explorer)
    try bench.press("V")
    return bench
  }

  /// Stripes that are swapped between the halves of the heads in the third stage of CSWin.
  private func swapStripes(of spec: inout BackboneSpec) {
    for (index, sublayer) in spec.stages[2].blocks[0].sublayers.enumerated() {
      guard var layer = sublayer as? MultiHeadAttentionSpec else { continue }
      layer.geometry.mechanism = MistakenMechanism.swappedStripes
      spec.stages[2].blocks[0].sublayers[index] = layer
    }
  }

  @Test("The page looks as recorded", arguments: [Look.color, .mono], [small, large])
  func looks(_ look: Look, _ size: Size) throws {
    var bench = try bench(size: size, look: look)
    bench.verify(2)
    try bench.press("]gg0")
    try expectSnapshot(bench.text, named: "verify-\(look.rawValue)-\(size)")
  }

  @Test("What differs looks as recorded", arguments: [Look.color, .mono], [small, large])
  func differencesLook(_ look: Look, _ size: Size) throws {
    var bench = try bench(
      .cswin, input: 224, at: "}}", size: size, look: look, spec: swapStripes)
    bench.verify(1)
    try bench.press("gg0(")
    try expectSnapshot(bench.text, named: "verify-differs-\(look.rawValue)-\(size)")
    guard look == .color else { return }
    try expectSnapshot(
      bench.explorer.render().paletteDump, named: "verify-differs-color-\(size)-palette")
  }

  @Test("All layers get a verdict, the one that is looked at first")
  func allLayers() throws {
    var bench = try bench()
    #expect(bench.text.contains("computing…"))
    try bench.press("}}")
    #expect(bench.verify(2) == ["verifying s1b1", "verifying s3b1"])
    let rest = bench.verify()
    #expect(rest.first == "verifying s3b2" && rest.last == "verifying s2b2")
    #expect(rest.count == 6)
    #expect(bench.text.contains("= agrees"))
    #expect(bench.text.contains("=s1b1") && bench.text.contains("=s4b2"))
    let table = try #require(bench.numbers)
    #expect(table.rows.count == 8)
    #expect(table.rows.allSatisfy { $0.last == .integer(0) })
    #expect(table.columns.count == table.rows[0].count)
  }

  @Test("A layer that was verified already is drawn at once when it is looked at again")
  func comingBack() throws {
    var bench = try bench()
    bench.verify()
    try bench.press("[]")
    #expect(bench.work == nil)
    #expect(bench.text.contains("49 keys declared, 49 measured, the same"))
  }

  @Test("Zero tokens beyond the grid are one more key")
  func zeroTokens() throws {
    var bench = try bench(input: 128)
    try bench.press("G$")
    bench.verify(1)
    #expect(bench.session.grid == TokenGrid(rows: 32, columns: 32))
    #expect(bench.text.contains("17 keys declared, 17 measured, the same  with zero tokens"))
  }

  @Test("Messengers are keys that are not on the map")
  func messengers() throws {
    var bench = try bench(.messenger, input: 224, at: "}}")
    bench.verify(1)
    #expect(bench.text.contains("50 keys declared, 50 measured, the same  with prefix -4"))
  }

  @Test("A region can be read the other way, and head by head")
  func incoming() throws {
    var bench = try bench(.cswin, input: 224, at: "}}")
    bench.verify(1)
    #expect(bench.text.contains("147 keys declared, 147 measured"))
    try bench.press("i")
    #expect(bench.text.contains("147 queries declared, 147 measured"))
    try bench.press("(")
    #expect(bench.text.contains("98 queries declared, 98 measured"))
  }

  @Test("The next query that differs is a key away, in whichever layer it is")
  func jumping() throws {
    var bench = try bench(.cswin, input: 224, at: "}}", spec: swapStripes)
    try bench.press("x")
    #expect(bench.session.message?.contains("no layer") == true)
    bench.verify(1)
    #expect(bench.text.contains("! DIFFERS in 784 queries of 4 heads"))
    try bench.press("]gg0x")
    #expect(bench.session.selection.address == BlockAddress(stage: 2, block: 0))
    #expect(bench.session.cursor == (0, 0) && bench.session.shownHead == 0)
    #expect(bench.text.contains("98 keys declared, 98 measured, 98 differ"))
    try bench.press("x")
    #expect(bench.session.cursor == (0, 1))
    try bench.press("XX")
    #expect(bench.session.cursor == (13, 13) && bench.session.shownHead == 3)
    let table = try #require(bench.numbers)
    #expect(table.rows[4].last == .integer(4 * 196))
    #expect(table.rows[0].last == .missing)
  }

  @Test("Work that is given up is not taken up again until somebody asks")
  func givingUp() throws {
    var bench = try bench()
    let work = try #require(bench.work)
    #expect(try bench.press("<C-c>").contains(.cancelWork(work.id)))
    #expect(bench.update(.work(id: work.id, .cancelled)).isEmpty)
    #expect(try bench.press("j").isEmpty)
    #expect(bench.text.contains("stopped; a goes on"))
    #expect(try bench.press("a").count == 1)
    #expect(bench.text.contains("computing…"))
  }

  @Test("A layer that cannot be verified says why, and the others go on")
  func failing() throws {
    var bench = try bench()
    let work = try #require(bench.work)
    let effects = bench.update(.work(id: work.id, .failed("verifying s1b1: no memory")))
    #expect(bench.text.contains("not verified: verifying s1b1: no memory"))
    #expect(bench.text.contains("?s1b1   ~s1b2"))
    #expect(effects.count == 1)
  }

  @Test("Another model's verification is given up, and what it says is not heard")
  func otherModel() throws {
    var bench = try bench()
    let work = try #require(bench.work)
    let effects = try bench.press(":model<Space>deit-ti<Enter>")
    #expect(effects.contains(.cancelWork(work.id)))
    #expect(bench.work?.model.model == "deit-ti")
    bench.update(.work(id: work.id, .cancelled))
    #expect(bench.text.contains("~s1b1   .s1b2"))
  }

  @Test("Clusters are those of the picture, and of the run when there is one")
  func frozenClusters() throws {
    var bench = try bench(.boat, input: 224, at: "}}]]")
    bench.verify(1)
    #expect(bench.session.reading.mechanism == "feature-space")
    #expect(bench.text.contains("clusters of the picture's colours"))
    try bench.explorer.run()
    #expect(bench.text.contains("computing…"))
    try bench.press("<C-l>")
    bench.verify(2)
    #expect(bench.text.contains("clusters of the run's queries"))
    #expect(bench.text.contains("= agrees"))
  }

  @Test("The figure has both maps, and the line for notes both counts")
  func exports() throws {
    var bench = try bench()
    #expect(bench.numbers == nil)
    bench.verify(1)
    let figure = try #require(bench.explorer.view.figure(bench.session))
    #expect(figure.panels.count == 2 && figure.title.hasSuffix("declared and measured agree"))
    #expect(
      bench.explorer.view.row(bench.session).contains("49 keys declared, 49 measured, 0 differ"))
    let csv = String(decoding: try bench.explorer.export(as: .csv), as: UTF8.self)
    #expect(csv.hasPrefix("stage,block,layer,mechanism,rows,columns,heads,checked,mismatches\n"))
    #expect(csv.contains("1,1,image,window,28,28,1,615440,0\n1,2,image,shifted-window"))
  }

  @Test("A press on either map moves the cursor", arguments: [4 + 9, 44 + 9])
  func mouse(_ column: Int) throws {
    var bench = try bench()
    try bench.press("gg0")
    bench.update(.key(.mouse(row: 1 + 2 + 3, column: column, .press)))
    #expect(bench.session.cursor == (6, 9))
  }
}

/// An explorer whose page is open, and the verification that it waits for.
private struct Bench {
  var explorer: Explorer
  /// What was asked for last and has not been carried out.
  private(set) var work: BackgroundWork?
  private let model: LoadedModel

  init(_ explorer: Explorer) throws {
    self.explorer = explorer
    let pool = ThreadPool(threads: 2)
    model = LoadedModel(
      try Backbone(explorer.session.spec, parameters: SeededParameters(), pool: pool), pool: pool,
      pixels: nil)
  }

  var text: String { explorer.render().text }
  var session: Session { explorer.session }
  var numbers: NumberTable? { explorer.view.numbers(explorer.session) }

  @discardableResult
  mutating func press(_ script: String) throws -> [Effect] {
    try KeyScript.parse(script).flatMap { update(.key($0)) }
  }

  @discardableResult
  mutating func update(_ event: Event) -> [Effect] {
    let effects = explorer.update(event)
    for case .work(let work) in effects { self.work = work }
    return effects
  }

  /// Carries out verifications one after another, so many of them.
  ///
  /// - Returns: What each was called.
  @discardableResult
  mutating func verify(_ count: Int = .max) -> [String] {
    var names: [String] = []
    while names.count < count, let next = work {
      work = nil
      names.append(next.name)
      let context = WorkContext(model: model, isWanted: { true }, report: { _ in })
      update(.work(id: next.id, next.perform(in: context)))
    }
    return names
  }
}
