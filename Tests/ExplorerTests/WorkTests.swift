import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct WorkTests {
  private struct Refusal: Error, CustomStringConvertible { let description: String }

  private let context = WorkContext(isWanted: { true }, report: { _ in })

  @Test("work is named in the status line until it has ended")
  func naming() throws {
    var explorer = try testExplorer()
    try explorer.run()
    let work = explorer.session.background("counting") { _ in 7 }
    #expect(explorer.render().text.contains("counting… ^C stops"))
    #expect(try explorer.press("<C-c>") == [.cancelWork(work.id)])
    _ = explorer.update(.work(id: work.id, .cancelled))
    #expect(!explorer.render().text.contains("counting"))
    #expect(try explorer.press("<C-c>") == [.quit])
  }

  @Test("what work throws is shown as its sentence")
  func failure() throws {
    var explorer = try testExplorer()
    let work = explorer.session.background("counting") { _ in
      throw Refusal(description: "there is nothing to count")
    }
    _ = explorer.update(.work(id: work.id, work.perform(in: context)))
    #expect(explorer.session.message == "counting: there is nothing to count")
    #expect(explorer.session.works.isEmpty)
  }

  @Test("work that nobody wants any more is not begun")
  func cancellation() throws {
    var explorer = try testExplorer()
    let work = explorer.session.background("counting") { _ in 7 }
    let end = work.perform(in: WorkContext(isWanted: { false }, report: { _ in }))
    guard case .cancelled = end else {
      Issue.record("it was done all the same")
      return
    }
  }
}
