import Tensors

/// The exchange between messengers, as data: of a region's `n` messengers, each gets the g-th of `n`
/// slices of channels of all, where it is the g-th itself (arXiv 2105.15168).
public struct MessengerExchangeSpec: SublayerSpec {
  public var windows: TokenGrid
  /// Windows along a region's side.
  public var regionSize: Int
  public var width: Int

  /// - Precondition: Channels can be cut into as many slices as a region has windows.
  public init(windows: TokenGrid, regionSize: Int, width: Int) {
    precondition(
      width % (regionSize * regionSize) == 0,
      "\(width) channels make no \(regionSize * regionSize) slices")
    self.windows = windows
    self.regionSize = regionSize
    self.width = width
  }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    MessengerExchange(windows: windows, regionSize: regionSize, width: width)
  }
}

/// The exchange between messengers; it has no parameters.
struct MessengerExchange: Sublayer {
  /// The messengers of each region, by number of their window.
  private let regions: [[Int]]
  private let slice: Int

  init(windows: TokenGrid, regionSize side: Int, width: Int) {
    slice = width / (side * side)
    regions = (0..<windows.rows / side).flatMap { row in
      (0..<windows.columns / side).map { column in
        windows.tokens(
          rows: row * side..<(row + 1) * side, columns: column * side..<(column + 1) * side)
      }
    }
  }

  var cost: Cost { Cost() }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let messengers = tokens.prefixTokens
    for region in regions where region.count > 1 {
      let before = region.map(messengers.row)
      for (place, messenger) in region.enumerated() {
        for (other, channels) in before.enumerated() {
          for channel in 0..<slice {
            messengers[messenger, other * slice + channel] = channels[place * slice + channel]
          }
        }
      }
    }
    return nil
  }
}
