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
  private var awaitedRun: RunRequest?
  /// How many passes of it have ended.
  private var completedPasses = 0
  /// Background work that has not ended; what it says may ask for more of it.
  private var pendingWorks: Set<Int> = []
  private var hasQuit = false

  init(_ explorer: Explorer) {
    self.explorer = explorer
    let inbox = Inbox()
    self.inbox = inbox
    handler = EffectHandler(send: inbox.put)
  }

  /// Plays a script to its end, or until it quits.
  ///
  /// - Throws: ``CommandFailure`` that names the command which is amiss.
  func play(_ lines: [ScriptLine]) throws(CommandFailure) -> Explorer {
    carryOut(explorer.start())
    for line in lines where !hasQuit {
      switch line {
      case .keys(let keys):
        for key in keys where !hasQuit { carryOut(explorer.update(.key(key))) }
      case .wait: waitForRun()
      case .command(let command, let place):
        switch explorer.obeyScript(command) {
        case .success(let effects): carryOut(effects)
        case .failure(let error): throw CommandFailure(.usage, "\(place): \(error)")
        }
      }
    }
    return explorer
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .quit: hasQuit = true
      case .openPicture, .listFiles, .findCheckpoints, .openModel, .write:
        handler.perform(effect)
        answerWhatIsThere()
      case .run(let request):
        (awaitedRun, completedPasses) = (request, 0)
        handler.begin(effect)
      case .work(let work):
        pendingWorks.insert(work.id)
        handler.begin(effect)
        waitForWork(work.id)
      case .cancelRun, .cancelWork, .suspend, .redraw, .copy, .useMouse: handler.begin(effect)
      }
    }
  }

  private func answerWhatIsThere() {
    for event in inbox.take(where: { !$0.isOfRun }) { answer(event) }
  }

  private func answer(_ event: Event) {
    if case .work(let id, let report) = event, report.isLast { pendingWorks.remove(id) }
    carryOut(explorer.update(event))
  }

  /// Answers background work until it has ended.
  private func waitForWork(_ id: Int) {
    while pendingWorks.contains(id) {
      for event in inbox.takeOrWait(where: { !$0.isOfRun }) { answer(event) }
    }
  }

  /// Answers what the run reports until it has ended; in live mode, until one pass has.
  private func waitForRun() {
    while let awaited = awaitedRun {
      for event in inbox.takeOrWait(where: { _ in true }) {
        if case .run(awaited.id, let report) = event, ends(awaited, report) { awaitedRun = nil }
        answer(event)
      }
    }
  }

  /// Whether nothing more of a run is to be waited for.
  private func ends(_ run: RunRequest, _ report: RunEvent) -> Bool {
    switch report {
    case .finished:
      completedPasses += 1
      return run.isLive || completedPasses >= run.passes
    case .cancelled, .failed: return true
    case .building, .built, .started, .block: return false
    }
  }
}

extension Event {
  fileprivate var isOfRun: Bool { if case .run = self { true } else { false } }
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

  /// Takes the events of a kind, and sleeps as long as there is none.
  func takeOrWait(where isWanted: (Event) -> Bool) -> [Event] {
    while true {
      let taken = take(where: isWanted)
      if !taken.isEmpty { return taken }
      arrival.wait()
    }
  }
}
