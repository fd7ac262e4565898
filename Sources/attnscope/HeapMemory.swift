import CHeap

/// What the process does with large blocks of memory that it has freed.
enum HeapMemory {
  /// Gives them back to the system at once.
  ///
  /// Unless told, the C library keeps freed blocks of sizes that it has seen freed before: after
  /// Swin-T was made, 25 MB of them, which no pass needs.
  static func returnLargeBlocks() { shim_return_blocks(1 << 20) }
}
