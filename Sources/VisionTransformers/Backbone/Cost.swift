/// Multiply-accumulates of a layer, by kind of operation, as its paper counts them.
///
/// Papers print these as "FLOPs". Norms, activations and softmax are not counted.
public struct Cost: Hashable, Sendable {
  /// One lane for each operation; the rest stay zero.
  private var macs = SIMD8<Int>()

  public init(_ macs: [Operation: Int] = [:]) {
    for (operation, count) in macs { self[operation] = count }
  }

  public subscript(operation: Operation) -> Int {
    get { macs[operation.rawValue] }
    set { macs[operation.rawValue] = newValue }
  }

  public var total: Int { macs.wrappedSum() }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.macs &+= right.macs
    return sum
  }
}
