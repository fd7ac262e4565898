import Ncurses
import Synchronization

/// Events from other threads, and a pipe that wakes the loop when some arrive.
///
/// Events that are sent while others wait wake nobody: a burst costs one frame.
final class EventQueue<Event: Sendable>: Sendable {
  private let events = Mutex<[Event]>([])
  private let pipe: WakePipe

  init() throws(TerminalError) { pipe = try WakePipe() }

  /// The descriptor that can be read while events wait.
  var readEnd: Int32 { pipe.readEnd }

  /// Adds an event, from any thread.
  func send(_ event: Event) {
    let isFirst = events.withLock { waiting in
      waiting.append(event)
      return waiting.count == 1
    }
    if isFirst { pipe.wake() }
  }

  /// Takes all events that wait, in the order they were sent.
  ///
  /// The pipe is emptied first: an event that comes in between wakes once too often, never too
  /// seldom.
  func drain() -> [Event] {
    pipe.drain()
    return events.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
