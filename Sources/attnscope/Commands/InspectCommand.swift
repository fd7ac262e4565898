import ArgumentParser
import Checkpoints
import Foundation
import VisionTransformers

/// Prints what a checkpoint holds, and which model it is.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what a checkpoint holds: its model, and what is missing or left over.")

  @Argument(
    help: "A file, a folder with one, hf:ORG/NAME[@REVISION], or torch:FILE.",
    completion: .file())
  var file: String

  @Option(help: "Heads of each stage, where the checkpoint does not tell: 2,2,4,8.")
  var heads: HeadCounts?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let inspection: CheckpointInspection
    do throws(CheckpointError) {
      inspection = try CheckpointInspection(
        path: CheckpointLocations.ofThisProcess.path(of: file),
        hints: CheckpointHints(heads: heads?.counts))
    } catch {
      throw CommandFailure(.badInputFile, error.description)
    }
    let report = InspectionReport(inspection)
    guard json else { return print(report.text) }
    try printJSON(report)
    for remark in [inspection.ranCodeWarning, inspection.objection].compactMap({ $0 }) {
      FileHandle.standardError.write(Data("attnscope: \(remark)\n".utf8))
    }
  }
}
