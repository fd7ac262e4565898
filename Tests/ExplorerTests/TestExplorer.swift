import Screens
import Synchronization
import VisionTransformers

@testable import Explorer

/// What screens are tested on.
enum Look: String, CaseIterable, Sendable {
  case color
  case ascii8
  case mono

  var capabilities: TerminalCapabilities {
    switch self {
    case .color: TerminalCapabilities(colors: .palette256, charset: .utf8, background: .dark)
    case .ascii8: TerminalCapabilities(colors: .eight, charset: .ascii)
    case .mono: TerminalCapabilities(colors: .none, charset: .ascii)
    }
  }
}

let small = Size(columns: 80, rows: 24)
let large = Size(columns: 120, rows: 40)

/// An explorer that has its picture.
func testExplorer(
  _ model: String = "pale-t", size: Size = small, look: Look = .color,
  settings change: (inout ExplorerSettings) -> Void = { _ in }
) throws -> Explorer {
  var settings = ExplorerSettings(model: model, threads: 2, maximumThreads: 4)
  change(&settings)
  var explorer = try Explorer(size: size, capabilities: look.capabilities, settings: settings)
  _ = explorer.start()
  var picture = testPicture()
  picture.path = settings.pictures.first
  _ = explorer.update(.picture(picture))
  return explorer
}

extension Explorer {
  /// Presses the keys of a script.
  ///
  /// - Returns: The effects of all of them.
  @discardableResult
  mutating func press(_ script: String) throws -> [Effect] {
    try KeyScript.parse(script).flatMap { update(.key($0)) }
  }

  /// Reports of the run that was asked for last, for so many blocks, and the end after the last.
  ///
  /// - Parameters:
  ///   - blocks: How many blocks report.
  ///   - slowness: What all times are multiplied with.
  /// - Throws: ``ModelError`` where the model cannot be made.
  mutating func run(blocks: Int = .max, slowness: Double = 1) throws {
    let id = session.run.id
    _ = update(.run(id: id, .built(seconds: 0.41, parameters: 22_012_345)))
    _ = update(.run(id: id, .started(run: 1)))
    let addresses = session.spec.addresses
    for address in addresses.prefix(blocks) {
      var report = try testReport(address, of: session.spec)
      report.seconds *= slowness
      for operation in VisionTransformers.Operation.allCases {
        report.operations[operation] *= slowness
      }
      _ = update(.run(id: id, .block(report)))
    }
    guard blocks >= addresses.count else { return }
    var summary = testSummary
    summary.seconds *= slowness
    _ = update(.run(id: id, .finished(summary)))
  }

  /// Does the background work among some effects, and what is asked for when it says something.
  mutating func work(_ effects: [Effect]) {
    for case .work(let work) in effects {
      let parts = Mutex<[any Sendable]>([])
      let end = work.perform(
        in: WorkContext(isWanted: { true }, report: { part in parts.withLock { $0.append(part) } }))
      for part in parts.withLock({ $0 }) {
        self.work(update(.work(id: work.id, .part(part))))
      }
      self.work(update(.work(id: work.id, end)))
    }
  }

  /// What is shown of the region.
  var region: RegionReading? { try? session.reading.region.get() }
}

extension String {
  /// Whether a digit stands right before a unit.
  func hasNumber(before unit: String) -> Bool {
    (0...9).contains { contains("\($0)\(unit)") }
  }
}
