import Tensors

/// One thread's scratch memory and clock; no other thread touches it.
final class WorkerMemory {
  let attention = AttentionScratch()
  private(set) var times = OperationTimes()
  private var slots = [Buffer](
    repeating: Buffer(count: 0), count: ScratchSlot.allCases.count)

  /// A matrix whose numbers last until the slot is asked for again.
  ///
  /// Its rows lie as close as those of any matrix, whatever else the slot was used for.
  func scratch(_ slot: ScratchSlot, rows: Int, columns: Int) -> Matrix {
    let floats = Matrix.floats(rows: rows, columns: columns)
    if slots[slot.rawValue].count < floats { slots[slot.rawValue] = Buffer(count: floats) }
    return Matrix(rows: rows, columns: columns, in: slots[slot.rawValue])
  }

  /// How much each slot holds, and last the scratch of the attention.
  var capacities: [Int] { slots.map(\.count) + [attention.capacity] }

  /// Takes as much memory as another thread may have needed, so that it is there when this one does.
  func reserve(_ capacities: [Int]) {
    for (slot, floats) in capacities.dropLast().enumerated() where slots[slot].count < floats {
      slots[slot] = Buffer(count: floats)
    }
    attention.reserve(capacities.last ?? 0)
  }

  /// Adds the time that work takes to an operation's, `share` times (threads that work along).
  func measure(_ operation: Operation, share: Int = 1, _ work: () -> Void) {
    let start = ContinuousClock.now
    work()
    times[operation] += start.duration(to: .now).seconds * Double(share)
  }

  /// Takes the times noted since the last call.
  func takeTimes() -> OperationTimes {
    defer { times = OperationTimes() }
    return times
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
