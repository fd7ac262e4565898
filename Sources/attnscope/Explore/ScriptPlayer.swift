import Explorer
import Foundation
import Screens
import Synchronization

/// The explorer without a terminal: keys in, last screen out.
///
/// Pictures and lists are there before the next key. What a run reports waits for `:wait`, so that a
/// script shows the same on a fast machine and on a slow one.
final class ScriptPlayer {
  private var explorer: Explorer
  private let handler: EffectHandler
  private let inbox: Inbox
  /// The run that was asked for last, as long as it has not ended.
  private var awaitedRun: Int?
  private var hasQuit = false

  init(_ explorer: Explorer) {
    self.explorer = explorer
    let inbox = Inbox()
    self.inbox = inbox
    handler = EffectHandler(send: inbox.put)
  }

  /// Plays a script to its end, or until it quits.
  func play(_ lines: [ScriptLine]) -> Screen {
    carryOut(explorer.start())
    for line in lines where !hasQuit {
      switch line {
      case .keys(let keys):
        for key in keys where !hasQuit { carryOut(explorer.update(.key(key))) }
      case .wait: waitForRun()
      }
    }
    return explorer.render()
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .quit: hasQuit = true
      case .openPicture(let path, let model, let input):
        handler.openPicture(path, model: model, input: input)
        answerWhatIsThere()
      case .listFiles(let directory):
        handler.listFiles(in: directory)
        answerWhatIsThere()
      case .run(let request):
        awaitedRun = request.id
        handler.begin(effect)
      case .cancelRun, .suspend, .redraw, .copy: handler.begin(effect)
      }
    }
  }

  private func answerWhatIsThere() {
    for event in inbox.take(where: { if case .run = $0 { false } else { true } }) {
      carryOut(explorer.update(event))
    }
  }

  /// Answers what the run reports until it has ended; in live mode, until one pass has.
  private func waitForRun() {
    while awaitedRun != nil {
      for event in inbox.takeAllOrWait() {
        if case .run(let id, let report) = event, id == awaitedRun, report.endsWait {
          awaitedRun = nil
        }
        carryOut(explorer.update(event))
      }
    }
  }
}

extension RunEvent {
  /// Whether nothing more is to be waited for.
  fileprivate var endsWait: Bool {
    switch self {
    case .finished, .cancelled, .failed: true
    case .building, .built, .started, .block: false
    }
  }
}

/// Events from other threads, for a thread that waits for them.
private final class Inbox: Sendable {
  private let events = Mutex<[Event]>([])
  private let arrival = DispatchSemaphore(value: 0)

  func put(_ event: Event) {
    events.withLock { $0.append(event) }
    arrival.signal()
  }

  /// Takes the events of a kind that are there.
  func take(where isWanted: (Event) -> Bool) -> [Event] {
    events.withLock { events in
      let taken = events.filter(isWanted)
      events.removeAll(where: isWanted)
      return taken
    }
  }

  /// Takes all events, and sleeps as long as there is none.
  func takeAllOrWait() -> [Event] {
    while true {
      let taken = take { _ in true }
      if !taken.isEmpty { return taken }
      arrival.wait()
    }
  }
}
