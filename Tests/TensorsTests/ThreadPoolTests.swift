import Foundation
import Synchronization
import Testing

@testable import Tensors

@Suite(.serialized) struct ThreadPoolTests {
  @Test(arguments: [1, 2, 3, 8]) func everyIndexIsCalledOnce(threads: Int) {
    let pool = ThreadPool(threads: threads)
    for count in [0, 1, 2, 5, 1000] {
      let calls = Mutex([Int](repeating: 0, count: count))
      pool.run(count) { index, worker in
        precondition(worker >= 0 && worker < threads)
        calls.withLock { $0[index] += 1 }
      }
      #expect(calls.withLock { $0.allSatisfy { $0 == 1 } })
    }
  }

  @Test func noTwoCallsShareAWorkerAtATime() {
    let pool = ThreadPool(threads: 4)
    let busy = Mutex([Bool](repeating: false, count: 4))
    for _ in 0..<200 {
      pool.run(16) { _, worker in
        busy.withLock {
          precondition(!$0[worker], "worker \(worker) is in two calls")
          $0[worker] = true
        }
        busy.withLock { $0[worker] = false }
      }
    }
  }

  @Test func loopsInARowSeeEachOthersWrites() {
    let pool = ThreadPool(threads: 3)
    let sums = Buffer(count: 64)
    for _ in 0..<5000 { pool.run(64) { index, _ in sums[index] += 1 } }
    #expect((0..<64).allSatisfy { sums[$0] == 5000 })
  }

  @Test func threadsMayTakeTurns() async {
    final class Counter: Sendable { let calls = Atomic(0) }
    let (pool, counter) = (ThreadPool(threads: 2), Counter())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<100 {
            pool.run(10) { _, _ in counter.calls.add(1, ordering: .relaxed) }
          }
        }
      }
    }
    #expect(counter.calls.load(ordering: .relaxed) == 8 * 100 * 10)
  }

  @Test func poolsComeAndGo() {
    let before = threadCount()
    for round in 0..<100 {
      let pool = ThreadPool(threads: 4)
      let calls = Atomic(0)
      if round % 2 == 0 { pool.run(8) { _, _ in calls.add(1, ordering: .relaxed) } }
      #expect(calls.load(ordering: .relaxed) == (round % 2 == 0 ? 8 : 0))
    }
    #expect(threadCount() < before + 50)
  }

  @Test func anIdlePoolUsesNoProcessor() throws {
    let pool = ThreadPool(threads: 4)
    let clocks = Mutex<[clockid_t]>([])
    let arrived = Atomic(0)
    pool.run(4) { _, worker in
      var clock = clockid_t()
      if worker > 0, unsafe pthread_getcpuclockid(pthread_self(), &clock) == 0 {
        clocks.withLock { $0.append(clock) }
      }
      // Nobody leaves before all have come, so that every worker is seen.
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 4 { sched_yield() }
    }
    let workers = clocks.withLock { $0 }
    #expect(workers.count == 3)
    Thread.sleep(forTimeInterval: 0.02)
    let before = workers.map(processorSeconds)
    Thread.sleep(forTimeInterval: 1)
    for (worker, seconds) in zip(workers, before) {
      #expect(processorSeconds(worker) - seconds < 0.0005)
    }
  }

  @Test func numbersBelowTheNormalOnesAreZeroInsideALoopOnly() {
    let (tiny, half) = (Buffer([1e-38]), Buffer([0.5]))
    let products = Buffer(count: 64)
    ThreadPool(threads: 2).run(64) { index, _ in products[index] = tiny[0] * half[0] * half[0] }
    #if arch(x86_64)
      #expect((0..<64).allSatisfy { products[$0] == 0 })
    #endif
    #expect(tiny[0] * half[0] * half[0] > 0)
  }

  @Test func thereAreCores() {
    #expect(ThreadPool.coreCount >= 1)
    #expect(ThreadPool.coreCount <= ProcessInfo.processInfo.processorCount)
  }

  private func processorSeconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  private func threadCount() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
  }
}
