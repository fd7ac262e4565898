import Figures
import Screens
import TestSupport
import Testing
import VisionTransformers

@testable import Explorer

@Suite("The run page") struct RunViewTests {
  private let context = WorkContext(isWanted: { true }, report: { _ in })

  /// An explorer on the page, after so many passes.
  private func runPage(
    _ model: String = "pale-t", size: Size = small, look: Look = .color, passes: Int = 1
  ) throws -> Explorer {
    var explorer = try testExplorer(model, size: size, look: look)
    for _ in 0..<passes { try explorer.run() }
    try open(&explorer)
    return explorer
  }

  /// Opens the page and does what it asks for.
  private func open(_ explorer: inout Explorer) throws {
    let effects = try explorer.press("s")
    finish(effects, in: &explorer)
  }

  private func finish(_ effects: [Effect], in explorer: inout Explorer) {
    for case .work(let work) in effects {
      _ = explorer.update(.work(id: work.id, work.perform(in: context)))
    }
  }

  @Test("looks as recorded", arguments: Look.allCases)
  func screens(_ look: Look) throws {
    for size in [small, large] {
      let explorer = try runPage("swin-t", size: size, look: look, passes: 4)
      try expectSnapshot(
        explorer.render().text, named: "run-\(look.rawValue)-\(size)")
    }
  }

  @Test("shows the model before beside this one, stage by stage", arguments: Look.allCases)
  func comparison(_ look: Look) throws {
    for size in [small, large] {
      var explorer = try runPage("pale-t", size: size, look: look)
      let opening = explorer.obey("model swin-t")
      #expect(opening.count == 1)
      finish(explorer.update(.picture(testPicture())), in: &explorer)
      try explorer.run()
      try expectSnapshot(explorer.render().text, named: "run-two-\(look.rawValue)-\(size)")
      try explorer.press("4]]")
      try expectSnapshot(explorer.render().text, named: "run-against-\(look.rawValue)-\(size)")
    }
  }

  @Test("names every part of the time, and what no part accounts for")
  func parts() throws {
    let explorer = try runPage(size: large)
    let record = try #require(explorer.session.run.record)
    let kinds = record.profile.rows.map(\.kind)
    #expect(kinds.first == .embedding && kinds.last == .head)
    #expect(kinds.count { $0 == .merging } == 3 && record.profile.rows.count == 22 + 5)
    let blocks = explorer.session.run.reports.values.reduce(0) { $0 + $1.seconds }
    #expect(abs(record.profile.seconds - blocks - testSummary.headSeconds) < 1e-9)
    #expect(abs(record.unaccounted - (testSummary.seconds - record.profile.seconds)) < 1e-12)
    let text = explorer.render().text
    #expect(text.contains("of 761.0 ms  unaccounted "))
  }

  @Test("stands for several passes by the middle one, the first left out, on screen and in files")
  func middlePass() throws {
    var explorer = try testExplorer("swin-t", size: large)
    try explorer.run(slowness: 5)
    try open(&explorer)
    func milliseconds(_ explorer: Explorer) throws -> NumberTable.Value {
      let table = try #require(explorer.view.numbers(explorer.session))
      return table.rows[1][3]
    }
    let first = try #require(explorer.session.run.reports[BlockAddress(stage: 0, block: 0)])
    let source = try #require(first.source)
    #expect(try milliseconds(explorer) == .real((first.seconds - source.seconds) * 1e3))
    for slowness in [3, 1, 2] as [Double] { try explorer.run(slowness: slowness) }
    let record = try #require(explorer.session.run.record)
    #expect(record.passes == 3 && abs(record.seconds - 2 * testSummary.seconds) < 1e-12)
    let middle = try testReport(BlockAddress(stage: 0, block: 0), of: explorer.session.spec)
    #expect(try milliseconds(explorer) == .real((2 * middle.seconds - source.seconds) * 1e3))
    #expect(explorer.render().text.contains("middle one of 3 passes"))
    // A further pass that is under way changes nothing yet.
    let shown = explorer.session.profile
    _ = try explorer.press("r")
    try explorer.run(blocks: 4, slowness: 9)
    #expect(explorer.session.profile == shown)
  }

  @Test("adds the operations of all steps up, beside their share of the MACs")
  func operations() throws {
    for size in [small, large] {
      var explorer = try runPage("swin-t", size: size)
      if size == small { try explorer.press("5") }
      let times = explorer.session.profile.operations
      let lines = explorer.render().text.split(separator: "\n")
      for (operation, name) in [
        (VisionTransformers.Operation.mlp, "mlp "), (.attention, "attention "),
        (.waiting, "waiting "),
      ] {
        let share = NumberText.percent(times[operation] / times.total, digits: 1)
        let wanted = NumberText.fixed(times[operation] * 1e3, 1)
        #expect(
          lines.contains { line in
            guard let place = line.range(of: name) else { return false }
            let words = line[place.upperBound...].split(separator: " ")
            return words.count > 2 && words[0] == wanted && words[1] == share
          }, "\(name) \(wanted) \(share)")
      }
    }
  }

  @Test("asks once for the sizes of regions, and shows their mean and least")
  func regions() throws {
    var explorer = try testExplorer("swin-t", size: large)
    try explorer.run()
    let effects = try explorer.press("s")
    #expect(effects.count == 1)
    #expect(try explorer.press("]").isEmpty)
    #expect(!explorer.render().text.contains("43.18"))
    finish(effects, in: &explorer)
    #expect(explorer.render().text.contains("43.18     9   1.4%"))
    #expect(try explorer.press("[").isEmpty)
  }

  @Test("measures the machine's best product when asked, once at a time")
  func peak() throws {
    var explorer = try runPage(size: large, passes: 2)
    #expect(explorer.render().text.contains("not measured yet"))
    let effects = try explorer.press("p")
    #expect(effects.count == 1)
    #expect(try explorer.press("p").isEmpty)
    guard case .work(let work) = effects[0] else {
      Issue.record("no work was asked for")
      return
    }
    let rate = PeakRate(macsPerSecond: 80e9, threads: explorer.session.threads)
    _ = explorer.update(.work(id: work.id, .done(rate)))
    let computed = Double(explorer.session.run.computedMACs.values.reduce(0, +))
    let share = NumberText.percent(computed / testSummary.seconds / 80e9, digits: 0)
    #expect(explorer.render().text.contains("\(share) of the peak"))
    #expect(explorer.render().text.contains("80.00G MACs/s"))
    #expect(try explorer.press("p").count == 1)
  }

  @Test(":bench runs so many passes, leaves a first one out, and gives median and 95th percentile")
  func bench() throws {
    var explorer = try testExplorer(size: large)
    let effects = explorer.obey("bench 3")
    guard case .run(let request) = effects.first else {
      Issue.record("no run was asked for")
      return
    }
    #expect(request.passes == 4 && explorer.viewName == "run")
    for _ in 0..<3 { try explorer.run() }
    #expect(explorer.render().text.contains("2/3 runs"))
    try explorer.run()
    #expect(explorer.render().text.contains("3 runs  median 761 ms  p95 761 ms"))
    #expect(explorer.session.run.bench?.isComplete == true)
    guard case .run(let again) = explorer.obey("bench").first else {
      Issue.record("no run was asked for")
      return
    }
    #expect(again.passes == 20)
    #expect(explorer.obey("bench 0").isEmpty)
    #expect(explorer.session.message?.contains("from 1 to") == true)
  }

  @Test("goes from block to block and from stage to stage by the keys that move elsewhere")
  func moving() throws {
    var explorer = try runPage()
    let token = explorer.session.cursor
    try explorer.press("jj")
    #expect(explorer.session.selection.address == BlockAddress(stage: 1, block: 0))
    try explorer.press("lk")
    #expect(explorer.session.selection.address == BlockAddress(stage: 1, block: 1))
    try explorer.press("h")
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 1))
    try explorer.press("s")
    #expect(explorer.session.cursor == token)
  }

  @Test("takes the mouse: a press on a bar goes to its block, the wheel from block to block")
  func mouse() throws {
    var explorer = try runPage()
    _ = explorer.update(.key(.mouse(row: 4, column: 4, .press)))
    #expect(explorer.session.selection.address == BlockAddress(stage: 0, block: 1))
    _ = explorer.update(.key(.mouse(row: 4, column: 4, .wheelDown)))
    #expect(explorer.session.selection.address == BlockAddress(stage: 1, block: 0))
    _ = explorer.update(.key(.mouse(row: 4, column: 79, .press)))
    #expect(explorer.session.selection.address == BlockAddress(stage: 1, block: 0))
  }

  @Test("has dashes for times, memory and rates on a still screen")
  func stillness() throws {
    for keys in ["", "1", "2", "3", "4", "5"] {
      var explorer = try testExplorer(size: large) { $0.isStill = true }
      try explorer.run()
      try explorer.run()
      try open(&explorer)
      try explorer.press(keys)
      let text = explorer.render().text
      for unit in [" ms", " MB now", "G MACs"] { #expect(!text.hasNumber(before: unit)) }
      let table = try #require(explorer.view.numbers(explorer.session))
      #expect(table.rows.allSatisfy { $0[3] == .missing })
      #expect(explorer.view.figure(explorer.session) == nil)
    }
  }

  @Test("gives a table with a row for each step, and bars for print")
  func files() throws {
    var explorer = try runPage("swin-t")
    let table = try #require(explorer.view.numbers(explorer.session))
    #expect(table.rows.count == 12 + 5)
    let place = try #require(table.columns.firstIndex(of: "regionMin"))
    #expect(table.rows[2][place] == .integer(9))
    #expect(table.rows[0][2] == .text("embedding") && table.rows[16][2] == .text("head"))
    #expect(try #require(explorer.view.figure(explorer.session)).panels.count == 1)
    _ = explorer.obey("model pale-t")
    _ = explorer.update(.picture(testPicture()))
    try explorer.run()
    #expect(try #require(explorer.view.figure(explorer.session)).panels.count == 2)
    let empty = try testExplorer()
    #expect(RunView().numbers(empty.session) == nil && RunView().figure(empty.session) == nil)
  }

  @Test("shows clustering of models that cluster, beside others too, and of no other")
  func clustering() throws {
    func columns(_ explorer: Explorer) throws -> [String] {
      try #require(explorer.view.numbers(explorer.session)).columns
    }
    var explorer = try runPage("swin-t", size: large)
    #expect(!explorer.render().text.contains("clus"))
    #expect(try !columns(explorer).contains("clusteringMilliseconds"))
    finish(explorer.obey("model boat-swin-t"), in: &explorer)
    finish(explorer.update(.picture(testPicture())), in: &explorer)
    try explorer.run()
    #expect(explorer.render().text.contains("c clus"))
    #expect(try columns(explorer).contains("clusteringMilliseconds"))
    _ = explorer.obey("model swin-t")
    finish(explorer.update(.picture(testPicture())), in: &explorer)
    try explorer.run()
    try explorer.press("4")
    #expect(explorer.session.run.record?.operations.contains(.clustering) == false)
    #expect(explorer.session.comparableRun?.operations.contains(.clustering) == true)
    let panels = try #require(explorer.view.figure(explorer.session)).panels
    guard case .bars(let own) = panels[0], case .bars(let other) = panels[1] else {
      Issue.record("there are no bars")
      return
    }
    #expect(own.parts == ["qkv", "attention", "projection", "mlp", "other", "waiting"])
    #expect(
      other.parts == ["qkv", "clustering", "attention", "projection", "mlp", "other", "waiting"])
    // An operation has the same colour in both.
    #expect(
      Set(own.colors).count == 6 && own.colors == other.colors.filter { $0 != other.colors[1] })
  }

  @Test("draws in any size")
  func sizes() throws {
    var explorer = try runPage("boat-swin-t", passes: 3)
    for columns in stride(from: 60, through: 200, by: 7) {
      for rows in stride(from: 16, through: 60, by: 5) {
        _ = explorer.update(.resized(Size(columns: columns, rows: rows)))
        #expect(explorer.render().size == Size(columns: columns, rows: rows))
      }
    }
  }
}
