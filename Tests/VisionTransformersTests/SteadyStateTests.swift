#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// What a network that has run before asks of the system.
  @Suite struct SteadyStateTests {
    static let models = [
      "swin-t", "cswin-t", "pale-t", "deit-ti", "deit-ti-distilled", "shuffle-t", "msg-t", "pvt-ti",
      "dat-t", "axial26s", "boat-swin-t", "boat-cswin-t",
    ]

    /// A program of its own counts: here other tests allocate meanwhile.
    @Test func aRunAfterTheFirstAllocatesNothing() throws {
      let result = try runCommand([builtExecutable("allocation-probe").path] + Self.models)
      let lines = result.output.split(separator: "\n")
      #expect(lines.count == 2 * Self.models.count)
      for line in lines {
        #expect(line.hasSuffix(" 0 0"), "model, threads, allocations of run 2 and 3: \(line)")
      }
    }
  }
#endif
