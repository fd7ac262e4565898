import Synchronization

/// Does one thing after another, away from who asked for it.
final class WorkQueue: Sendable {
  private let last = Mutex<Task<Void, Never>?>(nil)

  /// Does something after all that was added before.
  func add(_ work: @escaping @Sendable () async -> Void) {
    last.withLock { last in
      let before = last
      last = Task.detached(priority: .utility) {
        await before?.value
        await work()
      }
    }
  }
}
