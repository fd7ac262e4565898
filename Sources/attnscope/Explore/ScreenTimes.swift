import Explorer
import Foundation
import Screens

/// How long the explorer takes from a key that moves the cursor to a screen full of cells, with the
/// attention of the token that it comes to.
struct ScreenTimes: Encodable {
  var model: String
  var columns: Int
  var rows: Int
  /// How many keys were answered.
  var steps: Int
  /// Milliseconds of a key: the middle one, the one that 95 % do not exceed, the fastest.
  var median: Double
  var p95: Double
  var min: Double

  /// Runs the model once, then answers keys that walk around.
  ///
  /// - Throws: Where there is no such model, or it does not run.
  init(
    of model: String, _ settings: ExplorerSettings, size: Size, steps: Int
  ) throws {
    let start = try Explorer(
      size: size,
      capabilities: TerminalCapabilities(
        colors: .palette256, charset: .utf8, background: .dark), settings: settings)
    var explorer = try ScriptPlayer(start).play([.wait])
    var times: [Double] = []
    let walk: [Character] = ["l", "j", "l", "j", "l", "k", "h", "j", "h", "k", "h", "k"]
    for step in 0..<steps {
      let start = ContinuousClock.now
      _ = explorer.update(.key(.character(walk[step % walk.count])))
      _ = explorer.render()
      times.append(start.secondsUntilNow * 1000)
    }
    times.sort()
    func percentile(_ percent: Int) -> Double {
      times[Swift.max(0, (times.count * percent + 99) / 100 - 1)]
    }
    self.model = model
    (columns, rows, self.steps) = (size.columns, size.rows, steps)
    (median, p95, min) = (percentile(50), percentile(95), times[0])
  }

  /// The same for people.
  var text: String {
    "\(model), \(columns)x\(rows), \(steps) keys: "
      + String(format: "median %.2f ms   p95 %.2f ms   min %.2f ms", median, p95, min)
  }
}
