/// Token numbers in memory that threads rearrange, each its own range.
///
/// Like a ``Buffer`` it is shared, not copied.
public struct TokenOrder: Sendable {
  /// Whole numbers of the size of a float, in a buffer's memory.
  private let memory: Buffer
  public var count: Int { memory.count }

  /// Makes room for so many numbers, zero at first.
  public init(count: Int) { memory = Buffer(count: count) }

  public subscript(index: Int) -> Int {
    get { Int(memory[index].bitPattern) }
    nonmutating set { memory[index] = Float(bitPattern: UInt32(newValue)) }
  }

  /// The numbers of a range, as kernels rearrange them.
  func withNumbers(_ range: Range<Int>, _ body: (UnsafeMutablePointer<Int32>) -> Void) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "\(range) is not in \(count) numbers")
    unsafe memory.start.withMemoryRebound(to: Int32.self, capacity: count) { numbers in
      unsafe body(numbers + range.lowerBound)
    }
  }
}
