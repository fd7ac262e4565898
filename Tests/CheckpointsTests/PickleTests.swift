import Testing

@testable import Checkpoints

@Suite struct PickleTests {
  typealias P = Pickled

  func run(_ bytes: [UInt8]) throws -> (root: PickleValue, machine: PickleMachine) {
    var machine = PickleMachine(PickleInput(bytes, name: "model.pth"))
    return (try machine.run(), machine)
  }

  func dictionary(_ bytes: [UInt8]) throws -> StateDictionary {
    let (root, machine) = try run(bytes)
    return try StateDictionary(of: root, in: machine, file: "model.pth")
  }

  /// What is wrong with a pickle, after its place.
  func problem(_ bytes: [UInt8]) -> String {
    let error = #expect(throws: CheckpointError.self) { try dictionary(bytes) }
    let text = error?.description ?? "nothing"
    return text.split(separator: ": ", maxSplits: 2).last.map { String($0) } ?? text
  }

  /// A dictionary of a matrix and a vector in protocol 2, as PyTorch pickles it.
  @Test func thePublishedPickleIsRead() throws {
    let hex =
      "800263636f6c6c656374696f6e730a4f726465726564446963740a71002952710128580100000077710263746f7263"
      + "682e5f7574696c730a5f72656275696c645f74656e736f725f76320a71032828580700000073746f72616765710463"
      + "746f7263680a466c6f617453746f726167650a71055801000000307106580300000063707571074b06747108514b00"
      + "4b024b038671094b034b0186710a8968002952710b74710c52710d580100000062710e680328286804680558010000"
      + "0031710f68074b03747110514b004b038571114b0185711289680029527113747114527115752e"
    let bytes = stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
      UInt8(hex.dropFirst($0).prefix(2), radix: 16)
    }
    #expect(bytes.count == 227)
    let state = try dictionary(bytes)
    #expect(state.tensors.map(\.name) == ["w", "b"])
    #expect(
      state.tensors.map(\.tensor) == [
        TorchTensor(
          storage: TorchStorage(key: "0", dtype: .f32, count: 6, window: 0..<6), dtype: .f32,
          offset: 0, extents: [2, 3], strides: [3, 1]),
        TorchTensor(
          storage: TorchStorage(key: "1", dtype: .f32, count: 3, window: 0..<3), dtype: .f32,
          offset: 0, extents: [3], strides: [1]),
      ])
  }

  @Test func everyIntegerKeepsItsValue() throws {
    let integers: [([UInt8], Int)] = [
      ([0x4B, 0xFF], 255), ([0x4D, 0xFF, 0xFF], 65535), ([0x4A, 0xFF, 0xFF, 0xFF, 0xFF], -1),
      ([0x8A, 0], 0), ([0x8A, 1, 0x80], -128), ([0x8A, 2, 0xFF, 0], 255),
      (P.integer(.min), .min), ([0x8A, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], 1),
      ([0x8B, 2, 0, 0, 0, 0, 1], 256),
    ]
    for (bytes, value) in integers { #expect(try run(bytes + P.stop).root == .integer(value)) }
    #expect(try run(P.enormous + P.stop).root == .other)
  }

  @Test("Protocol 5 writes byte arrays with an opcode of their own")
  func byteArraysArePassedOver() throws {
    let array: [UInt8] = [0x96, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]
    let state = try dictionary(P.dictionary(["state": array, "w": P.vector(2)]))
    #expect(state.tensors.map(\.name) == ["w"])
    #expect(problem(P.proto + [0x96, 0, 0, 0, 1, 0, 0, 0, 0]).hasPrefix("16777216 more bytes"))
  }

  @Test("Before PyTorch 1.6, a class of modules was saved by a persistent id with its program")
  func classesOfModulesArePassedOver() throws {
    let type =
      P.tuple(P.text("module"), P.global("a", "Net"), P.text("net.py"), P.text("class Net: pass"))
      + [0x51]
    let object = type + P.emptyTuple + [0x81] + P.put(0) + P.emptyDictionary + [0x62]
    let (root, machine) = try run(P.dictionary(["type": type, "net": object, "w": P.vector(1)]))
    let state = try StateDictionary(of: root, in: machine, file: "model.pth")
    #expect(state.tensors.map(\.name) == ["w"])
    #expect(machine.globals.filter { !$0.isUnderstood }.map(\.description) == ["a.Net"])
    let refusal = CheckpointError(
      "model.pth holds no tensors by name, but an object of 'a.Net': save model.state_dict() with "
        + "torch.save instead")
    #expect(throws: refusal) { try dictionary(P.proto + object + P.stop) }
  }

  @Test func theFirstWrapperWithTensorsCounts() throws {
    let one = P.emptyDictionary + P.text("a") + P.vector(1) + P.setItem
    let two = P.emptyDictionary + P.text("b") + P.vector(2) + P.setItem
    #expect(
      try dictionary(P.dictionary(["model": one, "state_dict": two])).tensors.map(\.name) == ["b"])
    #expect(
      try dictionary(P.dictionary(["model": one, "state_dict_ema": P.none])).tensors.map(\.name)
        == ["a"])
    #expect(
      try dictionary(P.dictionary(["model_ema": two, "model": one])).tensors.map(\.name) == ["b"])
    #expect(
      try dictionary(P.dictionary(["net": one, "x": P.vector(1)])).tensors.map(\.name)
        == ["net.a", "x"])
  }

  @Test func valuesThatContainThemselvesDoNoHarm() throws {
    let cyclic = P.emptyDictionary + P.put(0) + P.text("self") + P.get(0) + P.setItem
    #expect(
      try dictionary(P.dictionary(["model": cyclic, "w": P.vector(1)])).tensors.map(\.name) == ["w"]
    )
    let list = P.emptyList + P.put(1) + P.get(1) + P.append
    #expect(try dictionary(P.dictionary(["l": list, "w": P.vector(1)])).tensors.count == 1)
  }

  /// Each dictionary holds the one before it twice: 2¹⁰⁰ ways lead to the tensor.
  @Test func dictionariesThatShareDictionariesAreVisitedOnce() throws {
    var bytes = P.proto + P.emptyDictionary + P.text("w") + P.vector(1) + P.setItem + P.put(0)
    for _ in 0..<100 {
      bytes += P.pop + P.emptyDictionary + P.text("a") + P.get(0) + P.setItem
      bytes += P.text("b") + P.get(0) + P.setItem + P.put(0)
    }
    #expect(try dictionary(bytes + P.stop).tensors.count == 1)
  }

  @Test func deepNestingIsRefused() {
    let limit = "more than 1000 levels are nested"
    let deep = 1_000_000
    #expect(problem([UInt8](repeating: 0x28, count: deep)) == limit)
    #expect(problem(P.none + [UInt8](repeating: 0x85, count: deep)) == limit)
    let lists = [UInt8](repeating: 0x5D, count: 5000) + [UInt8](repeating: 0x61, count: 4999)
    #expect(problem(lists + P.stop) == limit)
  }

  @Test func endlessStacksAreRefused() {
    #expect(
      problem([UInt8](repeating: 0x4E, count: 1_000_001) + P.stop)
        == "more than 1000000 values are on the stack")
  }

  @Test func aTextThatIsLongerThanTheFileIsRefusedBeforeItIsRead() {
    #expect(
      problem([0x58, 0xFF, 0xFF, 0xFF, 0x7F])
        == "a text has 2147483647 bytes, more than the 16777216 that are read")
    #expect(problem([0x58, 0, 0, 0, 1]) == "16777216 more bytes are needed, but 0 follow")
    #expect(
      problem([0x8D, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        == "a length of 18446744073709551615 bytes was found")
  }

  @Test(arguments: [
    ([0x2E], "a value is taken from an empty stack"),
    ([0x85], "a value is taken from an empty stack"),
    ([0x28, 0x30, 0x52], "a value is taken from an empty stack"), ([0x74], "a mark is missing"),
    ([0x68, 9], "value 9 is recalled, but was never remembered"),
    ([0x71, 0], "a value is remembered from an empty stack"),
    ([0x4E, 0x4E, 0x61], "items are put into what is no list"),
    ([0x7D, 0x28, 0x4E, 0x75], "a key of a dictionary has no value"),
    ([0x4E, 0x29, 0x52], "something is called that is no function"),
    ([0x4E, 0x4E, 0x52], "a function is called with no tuple of arguments"),
    ([0x4E, 0x51], "a persistent id is no tuple"),
    ([0x29, 0x51], "a persistent id is none of a storage"),
    ([0x49, 0x31, 0x0A], "opcode 0x49 is none that PyTorch writes"),
    ([0x4E, 0x4E, 0x93], "the name of a class is no text of at most 1024 bytes"),
  ])
  func everyMisuseOfTheMachineIsASentence(bytes: [UInt8], expected: String) {
    #expect(problem(bytes + P.stop) == expected)
  }

  @Test func aPickleWithoutEndIsRefused() {
    #expect(problem([]) == "1 more bytes are needed, but 0 follow")
    #expect(problem(P.none) == "1 more bytes are needed, but 0 follow")
  }

  @Test func tensorsThatReachBeyondTheirStorageAreRefused() {
    func matrix(offset: Int = 0, _ shape: [Int], _ strides: [Int]) -> [UInt8] {
      func tuple(_ values: [Int]) -> [UInt8] {
        P.mark + values.flatMap { P.integer($0) } + [0x74]
      }
      return P.dictionary([
        "w": P.tensor(
          P.storage(count: P.integer(6)), offset: P.integer(offset), shape: tuple(shape),
          strides: tuple(strides))
      ])
    }
    #expect(
      problem(matrix([2, 3], [4, 1]))
        == "a tensor of [2, 3] reaches to element 6 of a storage that has 6 from there on")
    #expect(
      problem(matrix(offset: 1, [2, 3], [3, 1])).contains("element 5 of a storage that has 5"))
    #expect(problem(matrix(offset: .max, [1], [1])).contains("reaches to element 0"))
    #expect(problem(matrix(offset: -1, [1], [1])).contains("does not fit its storage"))
    #expect(problem(matrix([2], [-1])) == "a tensor has negative extents or strides: [2]")
    #expect(problem(matrix([-2], [1])) == "a tensor has negative extents or strides: [-2]")
    #expect(problem(matrix([2, 2], [.max, 1])).contains("reaches beyond its storage"))
    #expect(problem(matrix([2, 2], [.max - 1, 2])).contains("reaches beyond its storage"))
    #expect(problem(matrix([1 << 40, 1 << 40], [0, 0])).contains("more elements than 63 binary"))
    #expect(
      problem(matrix([1 << 20, 1 << 20], [0, 0]))
        == "a tensor of [1048576, 1048576] repeats the 6 elements of its storage too often")
    #expect(problem(matrix([2], [])).contains("that belong together"))
    #expect(
      problem(matrix([Int](repeating: 1, count: 65), [Int](repeating: 1, count: 65)))
        == "a tensor has no offset, shape and strides that belong together")
  }

  @Test func extentsBeyond63BitsAreRefused() {
    let tensor = P.tensor(
      P.storage(count: P.integer(6)), shape: P.tuple(P.enormous), strides: P.tuple(P.integer(1)))
    #expect(problem(P.dictionary(["w": tensor])).contains("that belong together"))
    let storage = P.tensor(
      P.storage(count: P.enormous), shape: P.tuple(P.integer(1)), strides: P.tuple(P.integer(1)))
    #expect(problem(P.dictionary(["w": storage])) == "a persistent id is none of a storage")
  }

  @Test func namesThatAppearTwiceAreRefused() {
    #expect(
      problem(P.dictionary(["w": P.vector(1), "w": P.vector(2)]))
        == "model.pth has two tensors of the name 'w'")
  }

  @Test(arguments: [
    ("os", "system"), ("posix", "system"), ("subprocess", "Popen"), ("sys", "exit"),
    ("__builtin__", "eval"), ("builtins", "exec"), ("os.path", "join"),
  ])
  func whateverRunsCodeIsKnown(module: String, name: String) throws {
    let (_, machine) = try run(
      P.global(module, name) + P.tuple(P.text("touch /tmp/x")) + P.reduce + P.stop)
    #expect(machine.globals.map(\.runsCode) == [true])
    #expect(machine.globals.map(\.isUnderstood) == [false])
  }

  @Test func unknownCallsMakeOpaqueObjects() throws {
    let object = P.global("argparse", "Namespace") + P.emptyTuple + P.reduce
    let built = object + P.emptyDictionary + P.text("lr") + P.none + P.setItem + [0x62]
    let nested = P.global("a", "B") + P.tuple(built) + P.reduce + P.emptyTuple + P.reduce
    let (root, machine) = try run(P.dictionary(["args": nested, "w": P.vector(1)]))
    let state = try StateDictionary(of: root, in: machine, file: "model.pth")
    #expect(state.tensors.map(\.name) == ["w"])
    #expect(
      machine.globals.filter { !$0.isUnderstood }.map(\.description)
        == ["a.B", "argparse.Namespace"])
    #expect(machine.globals.allSatisfy { !$0.runsCode })
  }
}
