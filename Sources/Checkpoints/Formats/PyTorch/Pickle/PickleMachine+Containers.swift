extension PickleMachine {
  /// Makes a tuple, list, dictionary or set of what is on the stack.
  mutating func makeContainer(_ opcode: PickleOpcode) throws(CheckpointError) {
    switch opcode {
    case .emptyTuple: push(.tuple(try addContainer()))
    case .emptyList: push(.list(try addContainer()))
    case .emptyDictionary: push(.dictionary(try addContainer()))
    case .emptySet: push(.other)
    case .frozenSet:
      _ = try popToMark()
      push(.other)
    case .tuple1: try makeTuple(of: 1)
    case .tuple2: try makeTuple(of: 2)
    case .tuple3: try makeTuple(of: 3)
    default:
      let items = try popToMark()
      push(.tuple(try addContainer(items)))
    }
  }

  private mutating func makeTuple(of count: Int) throws(CheckpointError) {
    var items: [PickleValue] = []
    for _ in 0..<count { items.append(try pop()) }
    items.reverse()
    push(.tuple(try addContainer(items)))
  }

  /// Puts what is on the stack into the container below it.
  mutating func fillContainer(_ opcode: PickleOpcode) throws(CheckpointError) {
    var items: [PickleValue]
    switch opcode {
    case .append: items = [try pop()]
    case .setItem:
      let value = try pop()
      items = [try pop(), value]
    default: items = try popToMark()
    }
    let isDictionary = opcode == .setItem || opcode == .setItems
    guard !isDictionary || items.count.isMultiple(of: 2) else {
      throw input.error("a key of a dictionary has no value")
    }
    let container = try pop()
    push(container)
    switch container {
    case .list(let number) where !isDictionary: try add(items, to: number)
    case .dictionary(let number) where isDictionary: try add(items, to: number)
    case .object(let number): if isDictionary { try add(items, to: number) }
    case .other: break
    default:
      throw input.error("items are put into what is no \(isDictionary ? "dictionary" : "list")")
    }
  }
}
