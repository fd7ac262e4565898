/// A set of the parameters 0 to 63 of `ESC [ … m`.
struct ParameterSet: Equatable, ExpressibleByArrayLiteral {
  private var bits: UInt64 = 0

  private init(bits: UInt64) { self.bits = bits }

  init(arrayLiteral parameters: Int...) {
    for parameter in parameters { insert(parameter) }
  }

  func contains(_ parameter: Int) -> Bool { bits & Self.bit(parameter) != 0 }
  func isDisjoint(with other: ParameterSet) -> Bool { bits & other.bits == 0 }

  mutating func insert(_ parameter: Int) { bits |= Self.bit(parameter) }
  mutating func formUnion(_ other: ParameterSet) { bits |= other.bits }
  mutating func subtract(_ other: ParameterSet) { bits &= ~other.bits }

  func union(_ other: ParameterSet) -> ParameterSet { ParameterSet(bits: bits | other.bits) }
  func intersection(_ other: ParameterSet) -> ParameterSet { ParameterSet(bits: bits & other.bits) }
  func subtracting(_ other: ParameterSet) -> ParameterSet { ParameterSet(bits: bits & ~other.bits) }

  /// Calls a function with each parameter, ascending.
  func forEach(_ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }

  private static func bit(_ parameter: Int) -> UInt64 {
    (0..<64).contains(parameter) ? 1 << UInt64(parameter) : 0
  }
}
