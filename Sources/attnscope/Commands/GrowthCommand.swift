import ArgumentParser
import Figures
import VisionTransformers

/// Prints how far a token reaches after each block.
struct GrowthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth",
    abstract: "Print how far a token reaches after each block: at all, and by rollout.",
    discussion: """
      Everything is counted in tokens of the first grid. theory: the part of it that tokens reach \
      whatever the weights, from 0 to 1 (coverage: mean over all tokens; tokenCoverage: the one \
      token; full: every token reaches all). uniform: attention rollout with even weights, which \
      needs no run (effective: exp of the entropy; n50, n90: the fewest tokens with half and with \
      nine tenths; distance: pixels; outside: the part from zero and learned tokens). measured: \
      rollout with the weights of a run; only with --weights or --image.

      Rollout counts residual connections half (arXiv 2005.00928). Between stages, a token's share \
      lies evenly on all it is made from; messengers that exchange channels share evenly; \
      convolutions inside of blocks are left out. These are this program's conventions.
      """)

  @OptionGroup var model: ModelOptions

  @Option(
    help:
      "A token of the first grid, row,column from 0; later grids have the one over it. (default: the middle of each grid)"
  )
  var token: Place?

  @Option(
    help: "A picture to run the model on; - for standard input.", completion: .file())
  var image: String?

  @Flag(help: "Feed the picture as it is: no resize, no crop.")
  var asIs = false

  @OptionGroup var threads: ThreadOptions

  @OptionGroup var format: FormatOptions

  func run() throws {
    let selection = try model.selection()
    let path = try path(of: selection)
    _ = try token?.token(on: path.base)
    let report = GrowthReport(
      path, of: selection, tokens: path.tokens(over: token.map { ($0.row, $0.column) }),
      isOwnMiddle: token == nil, wasRun: wantsRun)
    if format.json {
      try printJSON(report)
    } else {
      print(format.csv ? report.table.csv : report.text + "\n", terminator: "")
    }
  }

  private var wantsRun: Bool { image != nil || model.givenWeights != nil }

  private func path(of selection: ModelSelection) throws -> RolloutPath {
    let spec = selection.spec
    let needsPicture = spec.addresses.contains { address in
      spec[address].attention.contains { $0.mechanism.followsFeatures }
    }
    guard wantsRun || needsPicture else {
      return try CommandFailure.usage { () throws(ModelError) in try RolloutPath(spec) }
    }
    let input = try PictureSource(image).modelInput(
      spec.preprocessing, size: spec.input, asIs: asIs)
    guard wantsRun else {
      return try CommandFailure.usage { () throws(ModelError) in
        try RolloutPath(spec) { TokenFeatures(meanColorsOf: input.picture, on: $0) }
      }
    }
    let run = try SingleRun(selection, input: input, threads: threads.count)
    return try CommandFailure.usage { () throws(ModelError) in
      try RolloutPath(spec, reports: run.reports)
    }
  }
}
