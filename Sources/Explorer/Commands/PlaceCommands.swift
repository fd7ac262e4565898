import VisionTransformers

/// Commands that go somewhere: a page, a stage, a block, a head, a token.
extension CommandCatalog {
  static let placeCommands: [ExplorerCommand] = [
    ExplorerCommand(
      "view", "NAME", help: "go to a page", complete: { _, _ in ViewCatalog.names }
    ) { explorer, words throws(CommandError) in
      let name = try CommandArguments("view", "a page", words).name(
        of: "page", among: ViewCatalog.names)
      _ = explorer.show(viewNamed: name)
      return []
    },
    ExplorerCommand("stage", "N", help: "go to a stage, from 1") {
      explorer, words throws(CommandError) in
      let count = explorer.session.spec.stages.count
      let stage = try CommandArguments("stage", "a number", words).number(in: 1...count)
      explorer.session.stepStage(by: stage - 1 - explorer.session.selection.address.stage)
      return []
    },
    ExplorerCommand("block", "N", help: "go to a block of the stage, from 1") {
      explorer, words throws(CommandError) in
      let count = explorer.session.stage.blocks.count
      let block = try CommandArguments("block", "a number", words).number(in: 1...count)
      explorer.session.selection.address.block = block - 1
      explorer.session.selection.layer = 0
      return []
    },
    ExplorerCommand(
      "layer", "image | feature", help: "one of a BOAT block's two attention layers",
      complete: { session, _ in session.layerNames }
    ) { explorer, words throws(CommandError) in
      let names = explorer.session.layerNames
      let name = try CommandArguments("layer", "a layer", words).name(
        of: "layer in this block", among: names)
      explorer.session.selection.layer = names.firstIndex(of: name) ?? 0
      return []
    },
    ExplorerCommand(
      "head", "N | all", help: "one head, from 0, or all", complete: { _, _ in ["all"] }
    ) {
      explorer, words throws(CommandError) in
      let arguments = CommandArguments("head", "a number or all", words)
      if try arguments.one() == "all" {
        explorer.session.selection.showsUnion = true
      } else {
        let head = try arguments.number(in: 0...explorer.session.shownHeads - 1)
        explorer.session.selection.showsUnion = false
        explorer.session.selection.head = head
      }
      return []
    },
    ExplorerCommand("goto", "R,C | #N | px X,Y", help: "go to a token") {
      explorer, words throws(CommandError) in
      let token = try token("goto", words, in: explorer.session)
      explorer.session.move(toRow: token.row, column: token.column)
      return []
    },
    ExplorerCommand(
      "pin", "[R,C | #N | px X,Y]", help: "mark a token with a letter, or unmark it"
    ) { explorer, words throws(CommandError) in
      let here = explorer.session.selection.point
      if !words.isEmpty {
        let token = try token("pin", words, in: explorer.session)
        explorer.session.move(toRow: token.row, column: token.column)
      }
      explorer.session.togglePin()
      explorer.session.selection.point = here
      return []
    },
    ExplorerCommand(
      "mechanism", "NAME | own", help: "show the map under any mechanism",
      complete: { _, _ in MechanismCatalog.names + ["own"] }
    ) { explorer, words throws(CommandError) in
      let name = try CommandArguments("mechanism", "a name", words).name(
        of: "mechanism", among: MechanismCatalog.names + ["own"])
      explorer.session.show(mechanism: name == "own" ? nil : name)
      return []
    },
  ]
}

extension CommandCatalog {
  /// The token that somebody wrote after a command.
  private static func token(
    _ command: String, _ words: [String], in session: Session
  ) throws(CommandError) -> (row: Int, column: Int) {
    let text = words.joined(separator: " ")
    guard let target = GoToTarget(text) else {
      throw CommandError(":\(command) \(text): expected r,c or #index or px x,y")
    }
    guard let token = target.token(in: session.cursorScale) else {
      let grid = session.cursorGrid
      throw CommandError(":\(command) \(text): outside of the \(grid.rows)x\(grid.columns) tokens")
    }
    return token
  }
}

extension Session {
  /// What the attention layers of the block are called.
  var layerNames: [String] { spec[selection.address].attention.map(\.space.rawValue) }
}
