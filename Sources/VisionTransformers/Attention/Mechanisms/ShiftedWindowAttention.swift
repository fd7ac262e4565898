/// Tokens attend inside square windows that are shifted against the grid, as in the odd blocks of
/// Swin.
///
/// The reference rolls the tokens and masks what the roll brought together. What is left is a window
/// cut by the border of the grid: 3 × 3 tokens in the first corner with windows of 7 shifted by 3.
public struct ShiftedWindowAttention: AttentionMechanism {
  public static let name = "shifted-window"
  public static let shortName = "shifted"
  public static let paper = WindowAttention.paper

  /// Tokens along a window's side.
  public var size: Int
  /// Rows and columns by which the windows are shifted; none where the grid is no larger than a
  /// window.
  public var shift: Int

  /// - Precondition: `shift` is in `0..<size`.
  public init(size: Int, shift: Int) {
    precondition(size >= 1, "a window of \(size) tokens is none")
    precondition((0..<size).contains(shift), "windows of \(size) cannot shift by \(shift)")
    self.size = size
    self.shift = shift
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
    WindowPartition(of: grid, size: size, shift: shift).fit
  }

  private func partition(of context: BlockContext) -> WindowPartition {
    WindowPartition(of: context.grid, size: size, shift: shift)
  }
}
