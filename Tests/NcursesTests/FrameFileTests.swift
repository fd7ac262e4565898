import Foundation
import Testing

@testable import Ncurses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct FrameFileTests {
  @Test func whatIsWrittenIsTakenOnce() throws {
    let file = try FrameFile()
    let other = dup(STDERR_FILENO)
    defer { close(other) }
    let isReceiving = file.receive(from: other)
    #expect(isReceiving)
    for count in [5, 100_000, 3] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      #expect(write(other, bytes, 2) == 2)
      #expect(write(other, Array(bytes.dropFirst(2)), count - 2) == count - 2)
      let (taken, rest) = (file.take(), file.take())
      #expect(taken == bytes)
      #expect(rest.isEmpty)
    }
  }

  @Test func aDescriptorThatIsNotOpenIsNotReceivedFrom() throws {
    let file = try FrameFile()
    let isReceiving = file.receive(from: -1)
    #expect(!isReceiving)
  }
}
