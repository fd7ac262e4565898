/// Tokens attend inside square windows that tile the grid, as in the even blocks of Swin.
///
/// Where windows do not fill the grid, zero tokens at the bottom and right do, and are attended to.
/// A grid whose shorter side is no longer than a window gets windows of that side.
public struct WindowAttention: AttentionMechanism {
  public static let name = "window"
  public static let paper = Paper(
    "Swin Transformer: Hierarchical Vision Transformer using Shifted Windows", year: 2021,
    arXiv: "2103.14030")

  /// Tokens along a window's side.
  public var size: Int

  /// - Precondition: `size` is at least 1.
  public init(size: Int) {
    precondition(size >= 1, "a window of \(size) tokens is none")
    self.size = size
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    partition(of: context).pattern(heads: context.heads)
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    partition(of: context).isShared(by: query, and: key)
  }

  public func keySpace(
    ofBranch branch: Int, in context: BlockContext
  ) -> AttentionPattern.KeySpace { partition(of: context).keySpace }

  public func reason(for query: Int, in context: BlockContext) -> String {
    partition(of: context).reason(for: query)
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    context.heads * partition(of: context).nominalPairCount
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    WindowPartition(of: grid, size: size).fit
  }

  private func partition(of context: BlockContext) -> WindowPartition {
    WindowPartition(of: context.grid, size: size)
  }
}
