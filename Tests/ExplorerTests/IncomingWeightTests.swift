import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

/// `i`: who attends to the token under the cursor, and how much.
@Suite struct IncomingWeightTests {
  /// Does the work that was asked for, and tells the explorer what came of it.
  private func answer(_ effects: [Effect], _ explorer: inout Explorer) -> Int {
    let context = WorkContext(isWanted: { true }, report: { _ in })
    var count = 0
    for case .work(let work) in effects {
      count += 1
      _ = explorer.update(.work(id: work.id, work.perform(in: context)))
    }
    return count
  }

  @Test("Weights of a window are there at once, and are what the others' rows have for the token")
  func windowsAreKnownAtOnce() throws {
    var explorer = try testExplorer("swin-t")
    try explorer.run()
    let effects = try explorer.press("i")
    #expect(effects.isEmpty)
    let session = explorer.session
    let attention = try #require(session.reading.attention)
    let record = try #require(session.run.reports[session.selection.address]?.attention.first)
    let token = session.reading.token
    for query in try #require(explorer.region).field.tokens {
      let rows = record.rows(of: query)
      var given: Float = 0
      for row in rows {
        for (key, weight) in zip(row.keys, row.weights) where key == token { given += weight }
      }
      #expect(abs(attention.weights[query] - given / Float(rows.count)) < 1e-6)
    }
    #expect(attention.statistics == nil)
    let received = try #require(attention.received)
    #expect(abs(received - attention.weights.reduce(0) { $0 + Double($1) }) < 1e-5)
    #expect(attention.strongest.first?.weight == attention.largest)
  }

  @Test("Those of a pale are worked out in the background, once for each token")
  func palesAreWorkedOut() throws {
    var explorer = try testExplorer()
    try explorer.run()
    let effects = try explorer.press("i")
    #expect(explorer.session.reading.attention == nil)
    #expect(explorer.render().text.contains("not known yet"))
    #expect(answer(effects, &explorer) == 1)
    #expect(explorer.session.reading.attention?.received != nil)
    #expect(explorer.session.works.isEmpty)
    #expect(try answer(explorer.press("v"), &explorer) == 0)
    #expect(try answer(explorer.press("l"), &explorer) == 1)
    #expect(explorer.session.reading.attention != nil)
  }

  @Test("A token that the cursor has left is not worked out any more")
  func outdatedWorkIsCancelled() throws {
    var explorer = try testExplorer()
    try explorer.run()
    guard case .work(let first)? = try explorer.press("i").first else {
      Issue.record("nothing was asked for")
      return
    }
    let effects = try explorer.press("l")
    #expect(effects.first == .cancelWork(first.id))
    _ = explorer.update(.work(id: first.id, .cancelled))
    #expect(explorer.session.reading.attention == nil)
    #expect(answer(effects, &explorer) == 1)
    #expect(explorer.session.reading.attention != nil)
  }

  @Test("What was given up is not asked for again before the cursor moves")
  func givenUpWorkStaysSo() throws {
    var explorer = try testExplorer()
    try explorer.run()
    guard case .work(let work)? = try explorer.press("i").first else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(explorer.update(.work(id: work.id, .cancelled)).isEmpty)
    #expect(try explorer.press("v").isEmpty)
    #expect(try !explorer.press("j").isEmpty)
  }

  @Test("Screens look as recorded", arguments: [Look.color, .mono])
  func screens(look: Look) throws {
    for size in [small, large] {
      var explorer = try testExplorer("cswin-t", size: size, look: look)
      try explorer.run()
      #expect(try answer(explorer.press("}ivv"), &explorer) == 0)
      try expectSnapshot(explorer.render().text, named: "incoming-\(look.rawValue)-\(size)")
    }
  }
}
