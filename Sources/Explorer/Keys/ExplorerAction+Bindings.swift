import Screens

extension ExplorerAction {
  static let depthBindings: [KeyBinding<Self>] = [
    KeyBinding(
      "[ ]", "block", "the attention layer before, after", in: .depth, priority: 85,
      [(.character("["), .layer(-1)), (.character("]"), .layer(1))]),
    KeyBinding(
      "{ }", "stage", "the stage before, after; the cursor stays at its pixels", in: .depth,
      priority: 84, [(.character("{"), .stage(-1)), (.character("}"), .stage(1))]),
    KeyBinding(
      "( )", "head", "one head; then the head before, after", in: .depth, priority: 70,
      [(.character("("), .head(-1)), (.character(")"), .head(1))]),
    KeyBinding(
      "u", "union", "all heads together, or one", in: .depth, priority: 40,
      [(.character("u"), .union)]),
    KeyBinding(
      "i", "incoming", "whom the token attends to, or who attends to it", in: .depth, priority: 38,
      [(.character("i"), .direction)]),
  ]

  static let modeBindings: [KeyBinding<Self>] = [
    KeyBinding(
      "m", "mech", "show the map under any mechanism", in: .mode, priority: 80,
      [(.character("m"), .mechanisms)])
  ]

  /// A key for each page that has one.
  static let viewBindings: [KeyBinding<Self>] = ViewCatalog.all.enumerated().compactMap {
    index, entry in
    entry.key.map { key in
      KeyBinding(
        String(key), entry.hint, entry.help, in: .views, priority: 45,
        [(.character(key), .view(index))])
    }
  }

  static let markBindings: [KeyBinding<Self>] = [
    KeyBinding(
      "space", "pin", "mark the token under the cursor with a letter, or unmark it", in: .marks,
      priority: 32, [(.character(" "), .pin)]),
    KeyBinding(
      "'", "next pin", "go to the next pin", in: .marks, priority: 11,
      [(.character("'"), .nextPin)]),
    KeyBinding(
      "n N", "keys", "along the token's strongest keys, and back; by distance before a run",
      in: .marks, priority: 31, [(.character("n"), .key(1)), (.character("N"), .key(-1))]),
  ]

  static let runBindings: [KeyBinding<Self>] = [
    KeyBinding(
      "r", "run", "run the model once", in: .run, priority: 65, [(.character("r"), .run)]),
    KeyBinding(
      "L", "live", "run it again and again, or stop that", in: .run, priority: 28,
      [(.character("L"), .live)]),
    KeyBinding(
      "t", "threads", "how many threads to run on", in: .run, priority: 10,
      [(.character("t"), .threads)]),
    KeyBinding(
      "^C", "cancel", "cancel a run or live mode; with nothing to cancel, quit", in: .run,
      priority: 6, [(.control("c"), .cancel)]),
  ]

  static let fileBindings: [KeyBinding<Self>] = [
    KeyBinding(
      "o", "open", "open a picture", in: .files, priority: 60, [(.character("o"), .openPicture)]),
    KeyBinding(
      "O", "model", "open another model", in: .files, priority: 55,
      [(.character("O"), .openModel)]),
    KeyBinding(
      "> <", "pictures", "the next picture, the one before", in: .files, priority: 8,
      [(.character(">"), .neighbor(1)), (.character("<"), .neighbor(-1))]),
    KeyBinding(
      "w", "export", "write this page: figure, numbers or screen", in: .files, priority: 24,
      [(.character("w"), .export)]),
    KeyBinding(
      "y", "copy", "copy the token's row of numbers", in: .files, priority: 7,
      [(.character("y"), .copyRow)]),
  ]

  static let appBindings: [KeyBinding<Self>] = [
    KeyBinding(
      ":", "command", "type a command; Tab completes, :help lists them all", in: .app,
      priority: 26, [(.character(":"), .command)]),
    KeyBinding(
      "^L", "redraw", "draw everything anew", in: .app, priority: 1, [(.control("l"), .redraw)]),
    KeyBinding(
      "^Z", "suspend", "back to the shell; fg returns", in: .app, priority: 1,
      [(.control("z"), .suspend)]),
    KeyBinding(
      "Esc", "back", "close, zoom out, return to the model's own mechanism", in: .app, priority: 5,
      [(.escape, .back)]),
    KeyBinding(
      "Q", "quit", "quit from anywhere", in: .app, priority: 0, [(.character("Q"), .quit)]),
    KeyBinding(
      "?", "help", "this page", note: "F1 does too", in: .app, priority: KeyHint.always,
      [(.character("?"), .help), (.function(1), .help)]),
    KeyBinding(
      "q", "quit", "close what is open, else quit", in: .app, priority: KeyHint.always,
      [(.character("q"), .close)]),
  ]
}
