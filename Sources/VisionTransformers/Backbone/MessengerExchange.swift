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

  /// The messengers of each region, by number of their window.
  var regions: [[Int]] {
    (0..<windows.rows / regionSize).flatMap { row in
      (0..<windows.columns / regionSize).map { column in
        windows.tokens(
          rows: row * regionSize..<(row + 1) * regionSize,
          columns: column * regionSize..<(column + 1) * regionSize)
      }
    }
  }

  public var mixing: [TokenMixing] {
    [.exchange(groups: regions.map { region in region.map { -1 - $0 } })]
  }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    MessengerExchange(regions: regions, slice: width / (regionSize * regionSize))
  }
}

/// The exchange between messengers; it has no parameters.
struct MessengerExchange: Sublayer {
  /// The messengers of each region, by number of their window.
  let regions: [[Int]]
  /// Channels that a messenger gets from each of its region.
  let slice: Int

  var cost: Cost { Cost() }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let messengers = tokens.prefixTokens
    let before = tokens.spare().rows(0..<messengers.rows)
    copyRows(messengers, into: before)
    for region in regions where region.count > 1 {
      for place in region.indices {
        let (own, target) = (place * slice..<(place + 1) * slice, messengers.row(at: region[place]))
        for other in region.indices {
          copyRows(
            before.row(at: region[other]).columns(own),
            into: target.columns(other * slice..<(other + 1) * slice))
        }
      }
    }
    return nil
  }
}
