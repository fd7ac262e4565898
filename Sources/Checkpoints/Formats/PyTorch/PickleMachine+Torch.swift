/// How PyTorch puts tensors together.
extension PickleMachine {
  /// The most dimensions that PyTorch itself has.
  private static let mostDimensions = 64
  /// How many elements a view may repeat of a smaller storage.
  private static let mostRepeatedElements = 65_536

  // MARK: Storages

  /// What a persistent id stands for: a storage, or in old files a class of modules with the text of
  /// its program, `("module", class, path, text)`.
  mutating func resolve(persistentID value: PickleValue) throws(CheckpointError) -> PickleValue {
    guard case .tuple(let tuple) = value else {
      throw input.error("a persistent id is no tuple")
    }
    let parts = items(tuple)
    if parts.count == 4, name(parts[0]) == "module", case .global = parts[1] { return parts[1] }
    return try makeStorage(of: parts)
  }

  /// The storage of `("storage", class, key, location, count[, view])`.
  private mutating func makeStorage(
    of parts: [PickleValue]
  ) throws(CheckpointError) -> PickleValue {
    guard parts.count == 5 || parts.count == 6, name(parts[0]) == "storage",
      case .global(let type) = parts[1], let key = name(parts[2]),
      case .integer(let count) = parts[4],
      count >= 0
    else {
      throw input.error("a persistent id is none of a storage")
    }
    let global = globals[Int(type)]
    guard global.storageDType != nil || global.isUntypedStorage else { return .other }
    let window = try readWindow(of: parts, count)
    storages.append(
      TorchStorage(key: key, dtype: global.storageDType, count: count, window: window))
    return .storage(UInt32(storages.count - 1))
  }

  /// The part of a storage that an old file's view `(key, offset, count)` means.
  private func readWindow(of parts: [PickleValue], _ count: Int) throws(CheckpointError) -> Range<
    Int
  > {
    guard parts.count == 6, case .tuple(let tuple) = parts[5] else { return 0..<count }
    let view = items(tuple)
    guard view.count == 3, case .integer(let start) = view[1], case .integer(let length) = view[2],
      start >= 0, length >= 0, start <= count, length <= count - start
    else {
      throw input.error("a view of a storage lies outside of it")
    }
    return start..<start + length
  }

  // MARK: Tensors

  /// What one of PyTorch's functions that make tensors gives, or nothing where it is none of them.
  mutating func makeTensor(
    _ function: PickleGlobal, _ arguments: [PickleValue]
  ) throws(CheckpointError) -> PickleValue? {
    var function = function
    var arguments = arguments
    // Subclasses of tensors: (function, class, arguments, state).
    while function.description == "torch._tensor._rebuild_from_type_v2" {
      guard arguments.count == 4, case .global(let inner) = arguments[0],
        case .tuple(let tuple) = arguments[2]
      else { return nil }
      function = globals[Int(inner)]
      arguments = items(tuple)
    }
    switch function.description {
    case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
      guard case .tensor? = arguments.first else { return nil }
      return arguments[0]
    case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
      return try makeTensor(arguments, dtype: nil)
    case "torch._utils._rebuild_tensor_v3":
      guard arguments.count >= 7, case .global(let type) = arguments[6],
        let dtype = globals[Int(type)].torchDType
      else { return nil }
      return try makeTensor(arguments, dtype: dtype)
    default: return nil
    }
  }

  /// Makes a tensor of `(storage, offset, extents, strides, …)`.
  private mutating func makeTensor(
    _ arguments: [PickleValue], dtype: DType?
  ) throws(CheckpointError) -> PickleValue? {
    guard case .storage(let number)? = arguments.first else { return nil }
    let storage = storages[Int(number)]
    guard arguments.count >= 4, case .integer(let offset) = arguments[1],
      let extents = integers(arguments[2]), let strides = integers(arguments[3]),
      extents.count == strides.count, extents.count <= Self.mostDimensions
    else {
      throw input.error("a tensor has no offset, shape and strides that belong together")
    }
    let type = dtype ?? storage.elementType
    let start = storage.window.lowerBound
    guard let available = elements(of: type, in: storage), offset >= 0, start <= Int.max - offset
    else {
      throw input.error("a tensor of \(type) does not fit its storage")
    }
    let tensor = TorchTensor(
      storage: storage, dtype: type, offset: start + offset, extents: extents, strides: strides)
    try check(tensor, available: available - offset)
    tensors.append(tensor)
    return .tensor(UInt32(tensors.count - 1))
  }

  /// The integers of a tuple or a list, or nothing where there is anything else in it.
  private func integers(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let container) = value else { return nil }
    var integers: [Int] = []
    for item in items(container).prefix(Self.mostDimensions + 1) {
      guard case .integer(let integer) = item else { return nil }
      integers.append(integer)
    }
    return integers
  }

  /// How many elements of a type a storage's window has.
  private func elements(of dtype: DType, in storage: TorchStorage) -> Int? {
    if dtype == storage.elementType { return storage.window.count }
    guard storage.dtype == nil, storage.window.lowerBound == 0 else { return nil }
    return storage.window.count / (dtype.bitWidth / 8)
  }

  /// Demands that all elements of a view lie in its storage.
  private func check(_ tensor: TorchTensor, available: Int) throws(CheckpointError) {
    let shape = abbreviated(tensor.extents)
    guard tensor.extents.allSatisfy({ $0 >= 0 }), tensor.strides.allSatisfy({ $0 >= 0 }) else {
      throw input.error("a tensor has negative extents or strides: \(shape)")
    }
    guard let count = product(of: tensor.extents) else {
      throw input.error("a tensor of \(shape) has more elements than 63 binary digits can count")
    }
    guard count > 0 else { return }
    var last = 0
    for (extent, stride) in zip(tensor.extents, tensor.strides) {
      let (step, overflow) = (extent - 1).multipliedReportingOverflow(by: stride)
      guard !overflow, step < Int.max - last else {
        throw input.error("a tensor of \(shape) reaches beyond its storage")
      }
      last += step
    }
    guard last < available else {
      throw input.error(
        "a tensor of \(shape) reaches to element \(last) of a storage that has \(max(0, available)) "
          + "from there on")
    }
    guard count <= max(available, Self.mostRepeatedElements) else {
      throw input.error(
        "a tensor of \(shape) repeats the \(available) elements of its storage too often")
    }
  }
}
