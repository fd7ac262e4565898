import Ncurses
import Screens

/// The terminal and an event queue as one source of what happens.
///
/// ```swift
/// var loop = TerminalLoop(terminal: try NcursesTerminal(options), queue: queue)
/// while isRunning {
///   loop.terminal.show(explorer.render())
///   for input in try loop.next() { … }
/// }
/// ```
///
/// While nothing happens the thread sleeps in `poll`; there are no timers. Everything that waits is
/// answered at once, so a burst of keys or reports costs one frame.
struct TerminalLoop<Event: Sendable>: ~Copyable {
  /// Something that happened.
  enum Input {
    case key(Key)
    /// The terminal has this size now, or the program goes on after a suspension: draw again.
    case resized(Size)
    case event(Event)
  }

  var terminal: NcursesTerminal
  private let queue: EventQueue<Event>

  init(terminal: consuming NcursesTerminal, queue: EventQueue<Event>) {
    self.terminal = terminal
    self.queue = queue
  }

  /// Sleeps until something has happened and answers all of it, keys first.
  ///
  /// - Parameter timeout: How long to sleep at most (the next step of an animation), or nothing
  ///   for as long as it takes.
  /// - Returns: What happened; nothing when the time is over.
  /// - Throws: ``TerminalError/lost`` when the terminal has gone away.
  mutating func next(within timeout: Duration? = nil) throws(TerminalError) -> [Input] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      let inputs = try takeInputs()
      let left = deadline.map { $0 - .now }
      if !inputs.isEmpty { return inputs }
      if let left, left <= .zero { return [] }
      try terminal.wait(orFor: queue.readEnd, timeout: left)
    }
  }

  private mutating func takeInputs() throws(TerminalError) -> [Input] {
    let keys = try terminal.readKeys()
    let news =
      keys.contains(.resize) || keys.contains(.resume) ? [Input.resized(terminal.size)] : []
    return news + keys.filter { $0 != .resize && $0 != .resume }.map(Input.key)
      + queue.drain().map(Input.event)
  }
}
