import CKernels

/// What becomes of memory that large arrays leave behind.
public enum LargeBlocks {
  /// Lets the system have blocks of a mebibyte or more as soon as nobody holds them, on every thread.
  ///
  /// A model's parameters come as arrays that are packed and let go one after another: what the
  /// allocator keeps of them counts as the program's memory until its end. To be called once, at the
  /// start of a program; without it everything works, in more memory.
  public static func giveBackWhenFreed() { ck_give_back_large_blocks() }
}
