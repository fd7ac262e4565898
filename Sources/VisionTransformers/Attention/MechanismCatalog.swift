/// Every mechanism, one line each.
public enum MechanismCatalog {
  /// Makes a mechanism for a grid.
  ///
  /// - Parameters:
  ///   - extent: Window side, pale rows and columns, or stripe width; `nil` for the usual one.
  ///   - shift: Tokens by which windows are shifted; `nil` for the usual one.
  public typealias Maker =
    @Sendable (_ grid: TokenGrid, _ extent: Int?, _ shift: Int?) -> any AttentionMechanism

  public static let all: [(type: any AttentionMechanism.Type, make: Maker)] = [
    (GlobalAttention.self, { _, _, _ in GlobalAttention() })
  ]

  public static var names: [String] { all.map { $0.type.name } }

  /// The mechanism of a name, laid out for a grid.
  ///
  /// - Throws: ``ModelError/unknown(kind:name:known:)``.
  public static func mechanism(
    named name: String, on grid: TokenGrid, extent: Int? = nil, shift: Int? = nil
  ) throws(ModelError) -> any AttentionMechanism {
    guard let entry = all.first(where: { $0.type.name == name }) else {
      throw .unknown(kind: "mechanism", name: name, known: names)
    }
    return entry.make(grid, extent, shift)
  }
}
