/// Reads a pickle without running anything.
///
/// A pickle is a program: its opcodes name functions to call. Here, the few functions that PyTorch
/// needs to put tensors together are known; every other call makes an opaque object that nothing is
/// asked of. The opcodes are those of Python's `pickletools`, protocols 2 to 5.
struct PickleMachine {
  /// The most values on the stack, values in the memo, containers and items in them, levels of
  /// containers, and bytes in one text.
  enum Limit {
    static let stack = 1_000_000
    static let memo = 4_000_000
    static let containers = 2_000_000
    static let items = 16_000_000
    static let nesting = 1000
    static let text = 16 << 20
    static let name = 1024
  }

  var input: PickleInput
  private(set) var stack: [PickleValue] = []
  /// Heights of the stack where the marks are.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private(set) var containers: [PickleContainer] = []
  private var itemCount = 0
  private(set) var globals: [PickleGlobal] = []
  private var globalNumbers: [PickleGlobal: UInt32] = [:]
  var storages: [TorchStorage] = []
  var tensors: [TorchTensor] = []

  init(_ input: PickleInput) { self.input = input }

  /// Reads until the pickle ends, and gives what it holds.
  mutating func run() throws(CheckpointError) -> PickleValue {
    while true {
      let byte = try input.readByte()
      guard let opcode = PickleOpcode(rawValue: byte) else {
        throw input.error("opcode 0x\(String(byte, radix: 16)) is none that PyTorch writes")
      }
      if opcode == .stop { return try pop() }
      try execute(opcode)
      guard stack.count <= Limit.stack else {
        throw input.error("more than \(Limit.stack) values are on the stack")
      }
    }
  }

  private mutating func execute(_ opcode: PickleOpcode) throws(CheckpointError) {
    switch opcode {
    case .stop: break
    case .proto: _ = try input.readRange(1)
    case .frame: _ = try input.readRange(8)
    case .pop: try discard()
    case .popMark: _ = try popToMark()
    case .mark: try pushMark()
    case .none: stack.append(.none)
    case .newTrue: stack.append(.bool(true))
    case .newFalse: stack.append(.bool(false))
    case .binFloat, .binInt, .binInt1, .binInt2, .long1, .long4:
      stack.append(try readNumber(opcode))
    case .binBytes, .shortBinBytes, .binBytes8, .byteArray8, .binString, .shortBinString,
      .binUnicode, .shortBinUnicode, .binUnicode8:
      stack.append(try readText(opcode))
    case .binGet, .longBinGet, .binPut, .longBinPut, .memoize: try executeMemo(opcode)
    case .emptyTuple, .emptyList, .emptyDictionary, .emptySet, .tuple, .tuple1, .tuple2, .tuple3,
      .frozenSet:
      try makeContainer(opcode)
    case .append, .appends, .setItem, .setItems, .addItems: try fillContainer(opcode)
    case .global, .stackGlobal, .reduce, .newObject, .newObjectWithKeywords, .build,
      .binPersistentID:
      try executeObject(opcode)
    }
  }

  // MARK: Stack

  mutating func push(_ value: PickleValue) { stack.append(value) }

  mutating func pop() throws(CheckpointError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
      throw input.error("a value is taken from an empty stack")
    }
    return value
  }

  private mutating func pushMark() throws(CheckpointError) {
    guard marks.count < Limit.nesting else {
      throw input.error("more than \(Limit.nesting) levels are nested")
    }
    marks.append(stack.count)
  }

  mutating func popToMark() throws(CheckpointError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw input.error("a mark is missing") }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  /// Takes one value away, or the mark where that is on top.
  private mutating func discard() throws(CheckpointError) {
    if marks.last == stack.count {
      marks.removeLast()
    } else {
      _ = try pop()
    }
  }

  // MARK: Memo

  private mutating func executeMemo(_ opcode: PickleOpcode) throws(CheckpointError) {
    switch opcode {
    case .memoize: try remember(memo.count)
    case .binPut: try remember(input.readInteger(bytes: 1))
    case .longBinPut: try remember(input.readInteger(bytes: 4))
    default:
      let number = try input.readInteger(bytes: opcode == .binGet ? 1 : 4)
      guard let value = memo[number] else {
        throw input.error("value \(number) is recalled, but was never remembered")
      }
      stack.append(value)
    }
  }

  private mutating func remember(_ number: Int) throws(CheckpointError) {
    guard stack.count > marks.last ?? 0, let value = stack.last else {
      throw input.error("a value is remembered from an empty stack")
    }
    memo[number] = value
    guard memo.count <= Limit.memo else {
      throw input.error("more than \(Limit.memo) values are remembered")
    }
  }

  // MARK: Containers

  /// Makes a container and gives its number.
  mutating func addContainer(
    _ items: [PickleValue] = [], maker: UInt32? = nil
  ) throws(CheckpointError) -> UInt32 {
    guard containers.count < Limit.containers else {
      throw input.error("it makes more than \(Limit.containers) lists, tuples and dictionaries")
    }
    containers.append(PickleContainer(maker: maker))
    let number = UInt32(containers.count - 1)
    try add(items, to: number)
    return number
  }

  /// Puts items into a container.
  mutating func add(
    _ items: some Collection<PickleValue>, to number: UInt32
  ) throws(CheckpointError) {
    itemCount += items.count
    guard itemCount <= Limit.items else {
      throw input.error("it puts more than \(Limit.items) items into lists and dictionaries")
    }
    var depth = containers[Int(number)].depth
    for inner in items.lazy.compactMap(\.container) {
      depth = max(depth, containers[Int(inner)].depth + 1)
    }
    guard depth <= Limit.nesting else {
      throw input.error("more than \(Limit.nesting) levels are nested")
    }
    containers[Int(number)].depth = depth
    containers[Int(number)].items += items
  }

  func items(_ number: UInt32) -> [PickleValue] { containers[Int(number)].items }

  // MARK: Names

  /// The number of a class or function.
  mutating func number(of global: PickleGlobal) -> UInt32 {
    if let number = globalNumbers[global] { return number }
    globals.append(global)
    globalNumbers[global] = UInt32(globals.count - 1)
    return UInt32(globals.count - 1)
  }

  /// A text of at most ``Limit/name`` bytes, or nothing where the value is no such text.
  func name(_ value: PickleValue) -> String? {
    guard case .text(let text) = value, text.count <= Limit.name else { return nil }
    return String(
      validating: input.bytes[Int(text.start)..<Int(text.start + text.count)], as: UTF8.self)
  }
}
