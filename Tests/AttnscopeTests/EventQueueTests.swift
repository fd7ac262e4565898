import Testing

@testable import attnscope

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct EventQueueTests {
  /// Whether a loop that polls the queue would wake.
  func isAwake(_ queue: EventQueue<Int>) -> Bool {
    var source = pollfd(fd: queue.readEnd, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&source, 1, 0) == 1
  }

  @Test func eventsComeInOrderAndWakeOnce() throws {
    let queue = try EventQueue<Int>()
    #expect(!isAwake(queue))
    for event in 0..<1000 { queue.send(event) }
    #expect(isAwake(queue))
    #expect(queue.drain() == Array(0..<1000))
    #expect(!isAwake(queue))
    #expect(queue.drain().isEmpty)
  }

  @Test func noEventIsLostBetweenThreads() async throws {
    let queue = try EventQueue<Int>()
    let received = try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<4 {
        group.addTask { for event in 0..<2500 { queue.send(sender * 2500 + event) } }
      }
      var received: [Int] = []
      while try await group.next() != nil { received += queue.drain() }
      return received + queue.drain()
    }
    #expect(received.count == 10_000 && Set(received).count == 10_000)
    for sender in 0..<4 {
      let own = received.filter { $0 / 2500 == sender }
      #expect(own == own.sorted(), "events of sender \(sender) are out of order")
    }
    #expect(!isAwake(queue) || queue.drain().isEmpty)
  }

  @Test func anEventAfterADrainWakesAgain() throws {
    let queue = try EventQueue<Int>()
    for event in 0..<3 {
      queue.send(event)
      #expect(isAwake(queue))
      #expect(queue.drain() == [event])
    }
  }
}
