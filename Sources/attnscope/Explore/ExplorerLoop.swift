import Explorer
import Ncurses
import Screens

/// The explorer on a terminal: wait, update, draw.
///
/// Everything it calls but the terminal and the effect handler is pure. All that waits is answered
/// before one frame is drawn, and the reports of a run cause no more than thirty frames a second.
struct ExplorerLoop: ~Copyable {
  private static let frameInterval = Duration.milliseconds(33)

  private let handler: EffectHandler
  private var loop: TerminalLoop<Event>
  private var explorer: Explorer
  /// Whether the last thing answered came from the person, who is not kept waiting.
  private var answeredPerson = false

  /// Takes the terminal over.
  ///
  /// - Throws: ``TerminalError`` where there is no terminal, or none that can be drawn on;
  ///   ``ModelError`` where there is no such model.
  init(_ options: TerminalOptions, _ settings: ExplorerSettings) throws {
    let queue = try EventQueue<Event>()
    let terminal = try NcursesTerminal(options)
    explorer = try Explorer(
      size: terminal.size, capabilities: terminal.capabilities, settings: settings)
    loop = TerminalLoop(terminal: terminal, queue: queue)
    handler = EffectHandler(send: queue.send)
  }

  /// Runs until the person quits.
  ///
  /// - Throws: ``TerminalError/lost`` when the terminal has gone away.
  mutating func run() throws(TerminalError) {
    var effects = explorer.start()
    while true {
      for effect in effects {
        switch effect {
        case .quit: return
        case .suspend: loop.terminal.suspend()
        case .redraw: loop.terminal.repaint()
        case .copy(let text): _ = loop.terminal.copy(text)
        case .useMouse(let isUsed): loop.terminal.useMouse(isUsed)
        default: handler.begin(effect)
        }
      }
      loop.terminal.show(explorer.render())
      let drawn = ContinuousClock.now
      effects = answer(try loop.next())
      while let rest = remainder(of: drawn) { effects += answer(try loop.next(within: rest)) }
    }
  }

  /// What is left of a frame's time while nothing but reports came.
  private func remainder(of drawn: ContinuousClock.Instant) -> Duration? {
    guard !answeredPerson else { return nil }
    let rest = Self.frameInterval - drawn.duration(to: .now)
    return rest > .zero ? rest : nil
  }

  private mutating func answer(_ inputs: [TerminalLoop<Event>.Input]) -> [Effect] {
    var effects: [Effect] = []
    answeredPerson = false
    for input in inputs {
      switch input {
      case .key(let key):
        answeredPerson = true
        effects += explorer.update(.key(key))
      case .resized(let size):
        answeredPerson = true
        effects += explorer.update(.resized(size))
      case .event(let event): effects += explorer.update(event)
      }
    }
    return effects
  }
}
