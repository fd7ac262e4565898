import Screens
import Synchronization
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

extension Explorer {
  /// Works out what was asked for, and what is asked for then, as long as there is something.
  mutating func settle(_ effects: [Effect]) {
    var waiting = effects
    var given: Set<Int> = []
    while !waiting.isEmpty {
      let effect = waiting.removeFirst()
      if case .cancelWork(let id) = effect { given.insert(id) }
      guard case .work(let work) = effect, !given.contains(work.id) else { continue }
      let parts = Mutex<[any Sendable]>([])
      let end = work.perform(
        in: WorkContext(isWanted: { true }, report: { part in parts.withLock { $0.append(part) } }))
      for part in parts.withLock({ $0 }) { waiting += update(.work(id: work.id, .part(part))) }
      waiting += update(.work(id: work.id, end))
    }
  }

  /// Presses keys, and works out what they ask for.
  mutating func pressAndSettle(_ script: String) throws { settle(try press(script)) }

  /// The page that follows tokens.
  var follow: FollowView? { view as? FollowView }
}

/// The page that follows a token back to the pixels.
@Suite struct FollowViewTests {
  private func explorer(
    _ model: String = "swin-t", _ keys: String = "f}}]", size: Size = small, look: Look = .color,
    isRun: Bool = false
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look)
    if isRun { try explorer.run() }
    try explorer.pressAndSettle(keys)
    return explorer
  }

  @Test(
    "the page looks as recorded",
    arguments: [("uniform", "f}}]"), ("theory", "f}}vv"), ("others", "f}a")])
  func looks(_ name: String, _ keys: String) throws {
    var explorer = try explorer("swin-t", keys)
    for look in Look.allCases {
      explorer.session.use(look.capabilities)
      for size in [small, large] {
        _ = explorer.update(.resized(size))
        let screen = explorer.render()
        try expectSnapshot(screen.text, named: "follow-\(name)-\(look.rawValue)-\(size)")
        guard look == .color, size == small, name != "others" else { continue }
        try expectSnapshot(screen.paletteDump, named: "follow-\(name)-color-\(size)-palette")
      }
    }
  }

  @Test("the run's weights, growth alone and a shorter way look as recorded")
  func moreLooks() throws {
    let scenes = [
      ("measured", "f}}]v", small), ("growth", "f}}<Tab>a", large), ("stop", "f}}]--", small),
      ("numbers", "f}}]p", small),
    ]
    for (name, keys, size) in scenes {
      let screen = try explorer("swin-t", keys, size: size, look: .mono, isRun: true).render()
      try expectSnapshot(screen.text, named: "follow-\(name)-mono-\(size)")
    }
  }

  /// Effective tokens and n90 of published growth, and the blocks from which all is seen.
  @Test(
    "the numbers are those of the growth that is known",
    arguments: [
      ("swin-t", "s3b2", "s3b3", [13, 71, 296, 627, 1298, 2314]),
      ("pale-t", "s1b2", "s1b2", [53, 361, 1780, 2349, 2939, 2991]),
    ])
  func numbers(_ model: String, _ own: String, _ all: String, _ effective: [Double]) throws {
    let explorer = try explorer(model, "f")
    let table = try #require(explorer.view.numbers(explorer.session))
    let column = try #require(table.columns.firstIndex(of: "effective"))
    for (row, expected) in zip(table.rows, effective) {
      guard case .real(let value) = row[column] else {
        Issue.record("no number: \(row)")
        continue
      }
      #expect(abs(value - expected) <= 1)
    }
    #expect(table.rows.count == explorer.session.spec.addresses.count)
    let text = explorer.render().text
    #expect(text.contains("all of the picture from \(own) on"))
    #expect(text.contains("every token from \(all) on"))
  }

  @Test("other networks answer at which block all of them see the picture")
  func others() throws {
    var explorer = try explorer("swin-t", "fa")
    #expect(explorer.render().text.contains("S s3b3 C s2b1 P s1b2 A s1b2"))
    let models = try #require(explorer.view.numbers(explorer.session)).rows.map { $0[0] }
    #expect(Set(models) == [.text("swin-t"), .text("cswin-t"), .text("pale-t"), .text("axial")])
    try explorer.pressAndSettle("a")
    #expect(!explorer.render().text.contains("C s2b1"))
  }

  @Test("the cursor's token is followed as soon as it moves, and growth when it is worked out")
  func moving() throws {
    var explorer = try explorer()
    let before = try #require(explorer.follow?.known.token)
    let effects = try explorer.press("l")
    let after = try #require(explorer.follow?.known.token)
    #expect(after.rollout.origin.token == before.rollout.origin.token + 1)
    guard case .work(let work)? = effects.last else {
      Issue.record("nothing is asked for")
      return
    }
    #expect(work.name == "following swin-t" && !work.usesModel)
    #expect(explorer.follow?.known.uniform?.focus.origin == before.rollout.origin)
    explorer.settle(effects)
    #expect(explorer.follow?.known.uniform?.focus.origin == after.rollout.origin)
    let none = try explorer.press("<C-l>").filter { $0 != .redraw }
    #expect(none.isEmpty)
  }

  @Test("work for a place that was left is given up, and what it says is ignored")
  func stale() throws {
    var explorer = try explorer()
    let first = try explorer.press("l")
    let second = try explorer.press("l")
    guard case .work(let old)? = first.last, case .work(let new)? = second.last else {
      Issue.record("nothing is asked for")
      return
    }
    #expect(second.contains(.cancelWork(old.id)))
    explorer.settle(first)
    let origin = explorer.follow?.known.token?.rollout.origin
    #expect(explorer.follow?.known.uniform?.focus.origin != origin)
    #expect(old.id != new.id)
    explorer.settle(second)
    #expect(explorer.follow?.known.uniform?.focus.origin == origin)
  }

  @Test("weights are followed after a run only")
  func measured() throws {
    var explorer = try explorer("swin-t", "f}}v")
    #expect(explorer.follow?.known.token == nil)
    #expect(
      explorer.render().text.contains("after a run: r")
        || explorer.render().text.contains("after the run"))
    let effects = try explorer.press("r")
    try explorer.run(blocks: 4)
    #expect(explorer.follow?.known.measured == nil && !effects.isEmpty)
    try explorer.finishRun()
    let token = try #require(explorer.follow?.known.token)
    #expect(token.rollout.weights == .measured)
    let growth = try #require(explorer.follow?.known.measured)
    #expect(growth.depths.count == 12)
    let columns = explorer.view.numbers(explorer.session)?.columns ?? []
    #expect(columns.contains("measured_effective"))
    let own = try #require(growth.depths.first { $0.address == token.rollout.origin.address })
    #expect(own.rollout.size.effectiveTokens == token.size.effectiveTokens)
  }

  @Test("given up work says so, and a move asks again")
  func givenUp() throws {
    var explorer = try explorer()
    guard case .work(let work)? = try explorer.press("l").last else {
      Issue.record("nothing is asked for")
      return
    }
    _ = explorer.update(.work(id: work.id, .cancelled))
    #expect(explorer.render().text.contains("stopped"))
    #expect(explorer.follow?.known.uniform == nil)
    try explorer.pressAndSettle("h")
    #expect(explorer.follow?.known.uniform != nil)
    #expect(!explorer.render().text.contains("stopped"))
  }

  @Test("the way down stops at every map, from the block's own to the pixels")
  func stops() throws {
    var explorer = try explorer()
    var grids: [TokenGrid] = []
    for _ in 0..<8 {
      if let grid = explorer.follow?.shownMass?.grid { grids.append(grid) }
      try explorer.press("-")
    }
    #expect(grids.map(\.rows) == [224, 56, 56, 56, 28, 28, 14, 14])
    #expect(explorer.render().text.contains("0   2   4"))
    try explorer.press("+")
    #expect(explorer.follow?.shownMass?.grid.rows == 28)
    try explorer.press("<Esc>")
    #expect(explorer.follow?.shownMass?.grid.rows == 224)
  }

  @Test("prefix tokens and zero tokens are said to be outside")
  func outside() throws {
    #expect(try explorer("deit-ti", "f").render().text.contains("zero, learned tokens"))
    #expect(try !explorer("swin-t", "f").render().text.contains("zero, learned tokens"))
  }

  @Test("clusters go by the picture before a run, and by the run after it")
  func clusters() throws {
    var explorer = try explorer("boat-swin-t", "f]]")
    let before = try #require(explorer.follow?.known.uniform)
    try explorer.finishRun()
    let after = try #require(explorer.follow?.known.uniform)
    #expect(before.depths[1].base != after.depths[1].base)
    #expect(before.depths[0].base == after.depths[0].base)
  }

  @Test("tokens are followed at every size", arguments: ["deit-ti", "axial26s"])
  func sizes(_ model: String) throws {
    var explorer = try explorer(model, "f}")
    for look in [Look.color, .mono] {
      explorer.session.use(look.capabilities)
      for size in [(60, 16), (80, 24), (99, 20), (100, 16), (300, 90)] {
        let size = Size(columns: size.0, rows: size.1)
        _ = explorer.update(.resized(size))
        for keys in ["<Tab>", "<Tab>vz", "vz-", "vp+"] {
          try explorer.press(keys)
          #expect(explorer.render().size == size)
        }
      }
    }
  }

  @Test("a click moves to the token there, the wheel to other blocks")
  func mouse() throws {
    var explorer = try explorer()
    let cursor = try #require(explorer.render().cursor)
    _ = explorer.update(.key(.mouse(row: cursor.row - 4, column: cursor.column - 6, .press)))
    #expect(explorer.session.cursor.row < 7 && explorer.session.cursor.column < 7)
    _ = explorer.update(.key(.mouse(row: cursor.row, column: cursor.column, .wheelDown)))
    #expect(explorer.session.selection.address == BlockAddress(stage: 2, block: 2))
  }
}

extension Explorer {
  /// Ends a run, and works out what follows from it.
  fileprivate mutating func finishRun() throws {
    let id = session.run.id
    var effects: [Effect] = []
    for address in session.spec.addresses {
      effects += update(.run(id: id, .block(try testReport(address, of: session.spec))))
    }
    effects += update(.run(id: id, .finished(testSummary)))
    settle(effects)
  }
}
