/// Multiply-accumulates of a layer, by kind of operation, as its paper counts them.
///
/// Papers print these as "FLOPs". Norms, activations and softmax are not counted.
public struct Cost: Hashable, Sendable {
  private var macs = [Int](repeating: 0, count: Operation.allCases.count)

  public init(_ macs: [Operation: Int] = [:]) {
    for (operation, count) in macs { self[operation] = count }
  }

  public subscript(operation: Operation) -> Int {
    get { macs[operation.rawValue] }
    set { macs[operation.rawValue] = newValue }
  }

  public var total: Int { macs.reduce(0, +) }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    for operation in Operation.allCases { sum[operation] += right[operation] }
    return sum
  }
}
