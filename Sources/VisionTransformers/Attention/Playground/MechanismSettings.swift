/// Extents of mechanisms, where somebody chooses others than the usual ones; `nil` for the usual.
public struct MechanismSettings: Hashable, Sendable {
  /// Tokens along the side of a window: of `window`, `shifted-window`, `shuffle` and `messenger`.
  public var window: Int?
  /// Tokens by which the windows of `shifted-window` are shifted; half a window unless told.
  public var shift: Int?
  /// Rows, and columns, of a pale.
  public var pale: Int?
  /// Width of the stripes of `cross-shaped`.
  public var stripe: Int?
  /// Tokens along the side of the squares that `spatial-reduction` makes one key of.
  public var reduction: Int?

  public init(
    window: Int? = nil, shift: Int? = nil, pale: Int? = nil, stripe: Int? = nil,
    reduction: Int? = nil
  ) {
    self.window = window
    self.shift = shift
    self.pale = pale
    self.stripe = stripe
    self.reduction = reduction
  }

  /// One extent for whatever a mechanism has of the kind.
  public init(extent: Int?, shift: Int? = nil) {
    self.init(window: extent, shift: shift, pale: extent, stripe: extent, reduction: extent)
  }

  /// Window side, pale rows and columns, where nobody chooses.
  public static let usualExtent = 7

  /// Tokens along the side of a window.
  var windowSide: Int { window ?? Self.usualExtent }

  /// The largest extent that can be chosen: more than any grid has tokens along a side.
  public static let largestExtent = 1 << 16

  /// Makes sure that the extents are extents, and that windows are not shifted past each other.
  ///
  /// - Throws: ``ModelError/outOfRange(name:value:allowed:)`` for the first that is none.
  public func validate() throws(ModelError) {
    let extents = [
      ("window", window), ("pale", pale), ("stripe", stripe), ("reduction", reduction),
    ]
    for (name, extent) in extents {
      guard let extent, !(1...Self.largestExtent).contains(extent) else { continue }
      throw .outOfRange(name: name, value: extent, allowed: 1...Self.largestExtent)
    }
    let shifts = 0...windowSide - 1
    if let shift, !shifts.contains(shift) {
      throw .outOfRange(name: "shift", value: shift, allowed: shifts)
    }
  }
}
