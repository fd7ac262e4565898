/// What multiplies matrices.
public enum ProductEngine: CaseIterable, Sendable {
  /// Register tiles of our own (``TiledProduct``).
  case registerTiles
  /// The library (``OneDNNProduct``).
  case oneDNN

  /// What a layer uses unless told.
  ///
  /// Beside rows that lie apart, as ours do, and with batches of some hundred rows, our tiles are
  /// faster than the library on AVX-512 and on AVX2; they prepare nothing for a number of rows, and
  /// allocate nothing. On processors that add beside multiplying they need fewer products, too. On
  /// others the library is faster on large matrices.
  public static let standard = ProductEngine.registerTiles

  var product: any MatrixProduct.Type {
    switch self {
    case .registerTiles: TiledProduct.self
    case .oneDNN: OneDNNProduct.self
    }
  }
}
