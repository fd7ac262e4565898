import ArgumentParser
import Figures
import Tensors
import VisionTransformers

/// Holds what attention layers compute against what their papers say.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that layers attend to the very tokens that their papers say.",
    discussion: """
      Each attention layer's own kernel runs on queries, keys and values made for the purpose, \
      after projections and convolutions, clusters and sampling points frozen. Every key gets a \
      mark of its own in the values, and whichever outputs show the mark have taken it up; then key \
      and value of some tokens change, one token at a time, and outputs are compared bit for bit. \
      Both are held against the mechanism's predicate, which states the paper's formula without \
      the pattern that the kernel follows.

      Where messengers exchange channels after the attention, each of them changes once, and what \
      moves is held against what the mechanism says that tokens reach through them; such a mismatch \
      has no head.

      Clusters are those of queries from a seed, other ones in each head; offsets are zero.

      checked counts pairs of query and key, all heads together; keys are all rows of a layer's \
      memory. Keys in mismatches are numbered as tokens, or on their own grid where they are \
      summaries or sampled points; -1, -2, … are prefix tokens, and one beyond the last token \
      stands for zero tokens outside of the grid. Exit status 4 if any layer differs.
      """)

  @OptionGroup var model: ModelOptions

  @Option(help: "The stage, from 1; all of them unless told.")
  var stage: Int?

  @Option(help: "The block in the stage, from 1; all of them unless told.")
  var block: Int?

  @OptionGroup var threads: ThreadOptions

  @OptionGroup var format: FormatOptions

  mutating func validate() throws {
    if block != nil && stage == nil { throw ValidationError("--block needs --stage") }
  }

  func run() throws {
    let selection = try model.selection()
    let verification = BackboneVerification(selection.spec, parameters: selection.parameters)
    let pool = ThreadPool(threads: threads.count)
    var report = VerificationReport(model: selection.spec.name)
    for address in try addresses(in: selection.spec) {
      for layer in selection.spec[address].attention.indices {
        let verdict = try CommandFailure.usage { () throws(ModelError) in
          try verification.verify(address, layer: layer, pool: pool)?.verdict
        }
        if let verdict { report.layers.append(verdict) }
      }
    }
    if format.json {
      try printJSON(report)
    } else {
      print(format.csv ? report.table.csv : report.text + "\n", terminator: "")
    }
    if let failure = report.failure { throw failure }
  }

  private func addresses(in spec: BackboneSpec) throws(CommandFailure) -> [BlockAddress] {
    guard let stage else { return spec.addresses }
    if let block { return [try spec.address(stage: stage, block: block)] }
    let first = try spec.address(stage: stage, block: 1)
    return spec.addresses.filter { $0.stage == first.stage }
  }
}
