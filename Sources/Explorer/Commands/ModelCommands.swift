import VisionTransformers

/// Commands that open models and checkpoints.
extension CommandCatalog {
  static let modelCommands: [ExplorerCommand] = [
    ExplorerCommand(
      "model", "NAME", help: "open a model of the catalogue, its parameters seeded",
      complete: { _, _ in BackboneCatalog.names }
    ) { explorer, words throws(CommandError) in
      let name = try CommandArguments("model", "a name", words).name(
        of: "model", among: BackboneCatalog.names)
      return explorer.session.open(model: name)
    },
    ExplorerCommand(
      "weights", "FILE [HEADS] | hf:ORG/NAME | torch:FILE | seeded[:N]",
      help: "open a checkpoint, or seed the parameters",
      complete: { session, _ in
        (session.found ?? []).filter { $0.objection == nil }.map(\.name) + ["seeded:"]
      }
    ) { explorer, words throws(CommandError) in
      let usage = "a file or seeded:N, and heads where no tensor tells them"
      let (weights, typed) = try CommandArguments("weights", usage, words).oneOrTwo()
      guard let typed else { return explorer.session.open(weights: weights) }
      guard let heads = CheckpointHints.heads(typed: typed) else {
        throw CommandError(
          ":weights \(weights) \(typed): expected heads of each stage, such as 2,2,4,8")
      }
      guard !ModelRequest(weights: weights).isSeeded else {
        throw CommandError(":weights \(weights) \(typed): only a checkpoint takes heads")
      }
      return explorer.session.open(weights: weights, heads: heads)
    },
    ExplorerCommand(
      "input", "N", help: "the side of the model's input, in pixels"
    ) { explorer, words throws(CommandError) in
      let side = try CommandArguments("input", "a number", words).number(in: PixelSize.allowedSides)
      return explorer.session.open(inputSide: side)
    },
  ]
}
