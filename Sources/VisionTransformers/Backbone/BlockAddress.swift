/// A block's place in a backbone: stage, and block within the stage.
///
/// Both count from 0 here, and from 1 wherever people or programs read them.
public struct BlockAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var stage: Int
  public var block: Int

  public init(stage: Int, block: Int) {
    self.stage = stage
    self.block = block
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.stage, left.block) < (right.stage, right.block)
  }

  /// As people read it: `s3b2`.
  public var description: String { "s\(stage + 1)b\(block + 1)" }
}
