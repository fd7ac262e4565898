/// What heads are compared by: a column of the table, and what the grid and the plot show.
enum HeadMeasure: Int, CaseIterable, Sendable {
  case head
  case keys
  case distance
  case placedDistance
  case unplacedShare
  case entropy
  case normalizedEntropy
  case effectiveKeys
  case largestWeight

  /// What the column is called.
  var title: String {
    switch self {
    case .head: "head"
    case .keys: "keys"
    case .distance: "dist px"
    case .placedDistance: "on grid"
    case .unplacedShare: "off grid"
    case .entropy: "H nats"
    case .normalizedEntropy: "H/max"
    case .effectiveKeys: "eff"
    case .largestWeight: "max w"
    }
  }

  /// What is measured, in words.
  var name: String {
    switch self {
    case .head: "head"
    case .keys: "keys of a token"
    case .distance: "mean attention distance, px"
    case .placedDistance: "mean attention distance without prefix tokens and padding, px"
    case .unplacedShare: "attention to prefix tokens and padding"
    case .entropy: "entropy, nats"
    case .normalizedEntropy: "entropy over its ceiling"
    case .effectiveKeys: "effective keys"
    case .largestWeight: "largest weight"
    }
  }

  /// The same in the fewest words.
  var shortName: String {
    switch self {
    case .head: "head"
    case .keys: "keys"
    case .distance: "distance px"
    case .placedDistance: "px on the grid"
    case .unplacedShare: "off the grid"
    case .entropy: "entropy nats"
    case .normalizedEntropy: "entropy/max"
    case .effectiveKeys: "eff. keys"
    case .largestWeight: "max weight"
    }
  }

  /// Whether the greatest is to be read first.
  var beginsWithGreatest: Bool { self != .head }

  /// The columns that say something: what is off the grid only where something is.
  static func columns(of heads: [HeadNumbers]) -> [Self] {
    let hasUnplaced = heads.contains { $0.unplacedShare > 1e-6 }
    return allCases.filter {
      hasUnplaced || ($0 != .placedDistance && $0 != .unplacedShare)
    }
  }

  /// The next of some columns.
  func next(among columns: [Self]) -> Self {
    columns.first { $0.rawValue > rawValue } ?? columns.first ?? self
  }

  /// What the grid and the plot show where heads are sorted by this: distances where by number.
  var compared: Self { self == .head ? .distance : self }

  func value(of numbers: HeadNumbers) -> Double? {
    switch self {
    case .head: Double(numbers.head)
    case .keys: numbers.keyCount
    case .distance: numbers.meanDistance
    case .placedDistance: numbers.meanDistanceOfPlaced
    case .unplacedShare: numbers.unplacedShare
    case .entropy: numbers.entropy
    case .normalizedEntropy: numbers.normalizedEntropy
    case .effectiveKeys: numbers.effectiveKeys
    case .largestWeight: numbers.largestWeight
    }
  }

  func text(of numbers: HeadNumbers) -> String {
    guard let value = value(of: numbers) else { return NumberText.none }
    switch self {
    case .head: return "h\(numbers.head)"
    case .entropy:
      return "\(NumberText.fixed(value, 2))/\(NumberText.fixed(numbers.entropyCeiling, 2))"
    default: return text(of: value)
    }
  }

  /// A value in as many digits as one reads.
  func text(of value: Double) -> String {
    switch self {
    case .head: NumberText.fixed(value, 0)
    case .keys: NumberText.fixed(value, value == value.rounded() ? 0 : 1)
    case .distance, .placedDistance, .effectiveKeys: NumberText.fixed(value, 1)
    case .unplacedShare: NumberText.percent(value)
    case .entropy, .normalizedEntropy: NumberText.fixed(value, 2)
    case .largestWeight: NumberText.fixed(value, value < 0.9995 ? 4 : 3)
    }
  }

  /// Columns that values take.
  var width: Int {
    switch self {
    case .head: 4
    case .keys: 6
    case .distance, .placedDistance: 8
    case .unplacedShare: 9
    case .entropy: 10
    case .normalizedEntropy: 6
    case .effectiveKeys: 7
    case .largestWeight: 7
    }
  }
}
