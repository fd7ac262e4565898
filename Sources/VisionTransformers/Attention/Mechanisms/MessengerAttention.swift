/// Tokens attend inside windows, each with a messenger token of its own, as in the MSG-Transformer.
///
/// The messengers are the prefix tokens −1, −2, … in the order of the windows, row by row. After the
/// attention, the messengers of a region of windows exchange slices of their channels, so that the
/// next layer reaches the region's other windows through them: see ``hops(for:in:)``.
public struct MessengerAttention: AttentionMechanism {
  public static let name = "messenger"
  public static let shortName = "msg"
  public static let paper = Paper(
    "MSG-Transformer: Exchanging Local Spatial Information by Manipulating Messenger Tokens",
    year: 2021, arXiv: "2105.15168")

  /// Tokens along a window's side.
  public var size: Int
  /// Windows along the side of a region whose messengers exchange channels.
  public var regionSize: Int

  /// - Precondition: Both are at least 1.
  public init(size: Int, regionSize: Int) {
    precondition(size >= 1, "a window of \(size) tokens is none")
    precondition(regionSize >= 1, "a region of \(regionSize) windows is none")
    self.size = size
    self.regionSize = regionSize
  }

  /// How the windows lie, numbered row by row.
  public func windows(on grid: TokenGrid) throws(ModelError) -> TokenGrid {
    try grid.requireDivisible(rows: size, columns: size)
    try grid.requireDivisible(rows: size * regionSize, columns: size * regionSize)
    return TokenGrid(rows: grid.rows / size, columns: grid.columns / size)
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let windows = try windows(on: context.grid)
    let groups = (0..<windows.count).map { window in
      AttentionPattern.Group([-1 - window] + tokens(of: window, windows, on: context.grid))
    }
    return AttentionPattern(
      on: context.grid, branches: [.init("window", heads: 0..<context.heads, groups: groups)],
      prefixCount: windows.count)
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    window(of: query, on: context.grid) == window(of: key, on: context.grid)
  }

  /// The other windows of a token's region, each reached through its messenger in the layer after.
  public func hops(for query: Int, in context: BlockContext) -> [AttentionHop] {
    guard let windows = try? windows(on: context.grid) else { return [] }
    let own = window(of: query, on: context.grid)
    let (row, column) = windows.position(of: own)
    let region = windows.tokens(
      rows: line(of: row), columns: line(of: column))
    return region.filter { $0 != own }.map { window in
      AttentionHop(via: -1 - window, tokens: tokens(of: window, windows, on: context.grid))
    }
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let tokens = size * size + 1
    return context.heads * (try windows(on: context.grid).count) * tokens * tokens
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    let windows = try windows(on: grid)
    let regions = windows.count / (regionSize * regionSize)
    return GridFit(
      GridFit.count(windows.count, "window") + " of \(size)×\(size) in "
        + GridFit.count(regions, "region"))
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    let own = window(of: query, on: context.grid)
    let (row, column) = (own / (context.grid.columns / size), own % (context.grid.columns / size))
    return "window rows \(row * size)...\((row + 1) * size - 1), "
      + "columns \(column * size)...\((column + 1) * size - 1), messenger \(-1 - own)"
  }

  /// The rows, or columns, of windows that share a region with one.
  private func line(of window: Int) -> Range<Int> {
    let first = window / regionSize * regionSize
    return first..<first + regionSize
  }

  /// The window that a token lies in, or that a messenger serves.
  private func window(of token: Int, on grid: TokenGrid) -> Int {
    guard token >= 0 else { return -1 - token }
    let (row, column) = grid.position(of: token)
    return row / size * (grid.columns / size) + column / size
  }

  private func tokens(of window: Int, _ windows: TokenGrid, on grid: TokenGrid) -> [Int] {
    let (row, column) = windows.position(of: window)
    return grid.tokens(
      rows: row * size..<(row + 1) * size, columns: column * size..<(column + 1) * size)
  }
}
