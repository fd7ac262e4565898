extension PickleMachine {
  /// Names a class or function, calls it, or gives an object its state; all without running it.
  mutating func executeObject(_ opcode: PickleOpcode) throws(CheckpointError) {
    switch opcode {
    case .global:
      let module = try input.readLine(atMost: Limit.name)
      let name = try input.readLine(atMost: Limit.name)
      try pushGlobal(text(module), text(name))
    case .stackGlobal:
      let name = try pop()
      let module = try pop()
      try pushGlobal(self.name(module), self.name(name))
    case .binPersistentID: push(try resolve(persistentID: pop()))
    case .build: _ = try pop()
    case .newObjectWithKeywords:
      _ = try pop()
      try call()
    default: try call()
    }
  }

  private func text(_ range: Range<Int>) -> String? {
    String(validating: input.bytes[range], as: UTF8.self)
  }

  private mutating func pushGlobal(_ module: String?, _ name: String?) throws(CheckpointError) {
    guard let module, let name else {
      throw input.error("the name of a class is no text of at most \(Limit.name) bytes")
    }
    // Python 2 has another name for the same module.
    let global = PickleGlobal(module: module == "__builtin__" ? "builtins" : module, name: name)
    push(.global(number(of: global)))
  }

  /// Puts the result of a call in the place of what is called and its arguments.
  private mutating func call() throws(CheckpointError) {
    let arguments = try pop()
    let callee = try pop()
    guard case .tuple(let tuple) = arguments else {
      throw input.error("a function is called with no tuple of arguments")
    }
    switch callee {
    case .global(let function):
      if let result = try result(of: globals[Int(function)], items(tuple)) {
        push(result)
      } else {
        push(.object(try addContainer(maker: function)))
      }
    case .object(let maker):
      push(.object(try addContainer(maker: containers[Int(maker)].maker)))
    default: throw input.error("something is called that is no function")
    }
  }

  /// What a known function gives, or nothing where the function means nothing here.
  private mutating func result(
    of function: PickleGlobal, _ arguments: [PickleValue]
  ) throws(CheckpointError) -> PickleValue? {
    switch function.description {
    case "collections.OrderedDict", "collections.Counter", "collections.defaultdict",
      "builtins.dict":
      return try makeDictionary(arguments)
    case "torch.Size":
      guard arguments.count == 1 else { return nil }
      return arguments[0]
    default: return try makeTensor(function, arguments)
    }
  }

  /// Makes a dictionary of the dictionaries and lists of pairs among the arguments.
  private mutating func makeDictionary(
    _ arguments: [PickleValue]
  ) throws(CheckpointError) -> PickleValue {
    let dictionary = try addContainer()
    for argument in arguments {
      if case .dictionary(let other) = argument { try add(items(other), to: dictionary) }
      guard case .list(let pairs) = argument else { continue }
      for pair in items(pairs).lazy.compactMap(\.container) where items(pair).count == 2 {
        try add(items(pair), to: dictionary)
      }
    }
    return .dictionary(dictionary)
  }
}
