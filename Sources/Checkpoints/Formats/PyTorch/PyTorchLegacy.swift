/// PyTorch's format before 1.6: pickles one after the other, then the elements of all storages.
///
/// A magic number, a version, facts about the machine, the object, and the keys of the storages are
/// pickled; then each storage follows, after its number of elements in eight bytes.
struct PyTorchLegacy: TorchStorages {
  private let file: ReadableFile
  /// Where the elements of each storage begin, and how many bytes they take.
  private let places: [String: (start: Int, bytes: Int)]

  /// Reads the pickles of a file.
  static func open(_ file: ReadableFile) throws(CheckpointError) -> PyTorchFile {
    var end = 0
    for _ in ["the magic number", "the version"] { _ = try readPickle(of: file, from: &end) }
    let (facts, factsMachine) = try readPickle(of: file, from: &end)
    try requireLittleEndian(facts, factsMachine, file)
    let (root, machine) = try readPickle(of: file, from: &end)
    let (keys, keysMachine) = try readPickle(of: file, from: &end)
    let storages = try PyTorchLegacy(file, keys, keysMachine, of: machine.storages, from: end)
    return try PyTorchFile(
      format: "PyTorch legacy (before 1.6)", file: file, root: root, machine: machine,
      storages: storages)
  }

  private static func readPickle(
    of file: ReadableFile, from start: inout Int
  ) throws(CheckpointError) -> (root: PickleValue, machine: PickleMachine) {
    var machine = PickleMachine(PickleInput(file, at: start))
    let root = try machine.run()
    start += machine.input.position
    return (root, machine)
  }

  private static func requireLittleEndian(
    _ facts: PickleValue, _ machine: PickleMachine, _ file: ReadableFile
  ) throws(CheckpointError) {
    guard case .dictionary(let number) = facts else { return }
    let items = machine.items(number)
    for index in stride(from: 0, to: items.count - 1, by: 2)
    where machine.name(items[index]) == "little_endian" && items[index + 1] == .bool(false) {
      throw CheckpointError(
        "\(file.name) was written with the highest byte of numbers first, in PyTorch's format "
          + "before 1.6: save it again with a later PyTorch")
    }
  }

  private init(
    _ file: ReadableFile, _ keys: PickleValue, _ machine: PickleMachine,
    of storages: [TorchStorage], from start: Int
  ) throws(CheckpointError) {
    guard case .list(let number) = keys else {
      throw CheckpointError("\(file.name) does not list the storages that follow the pickle")
    }
    let known = Dictionary(storages.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var places: [String: (start: Int, bytes: Int)] = [:]
    var end = start
    for item in machine.items(number) {
      guard let key = machine.name(item), let storage = known[key], places[key] == nil else {
        throw CheckpointError(
          "\(file.name) lists a storage twice, or one that no tensor uses: "
            + (machine.name(item)?.quoted ?? "one without a name"))
      }
      let place = try Self.place(of: storage, at: end, in: file)
      places[key] = place
      end = place.start + place.bytes
    }
    self.file = file
    self.places = places
  }

  /// Where the elements of a storage are whose length is at `offset`.
  private static func place(
    of storage: TorchStorage, at offset: Int, in file: ReadableFile
  ) throws(CheckpointError) -> (start: Int, bytes: Int) {
    guard let bytes = storage.byteCount, offset <= file.size - 8, bytes <= file.size - 8 - offset
    else {
      throw CheckpointError(
        "\(file.name) ends before storage \(storage.key.quoted), which should hold "
          + "\(storage.count) elements of \(storage.elementType) after byte \(offset)")
    }
    let count = try file.bytes(at: offset, count: 8).littleEndianInteger
    guard count == storage.count else {
      throw CheckpointError(
        "\(file.name): storage \(storage.key.quoted) should hold \(storage.count) elements of "
          + "\(storage.elementType), but has \(count)")
    }
    return (offset + 8, bytes)
  }

  func check(_ storage: TorchStorage) throws(CheckpointError) {
    guard let place = places[storage.key], place.bytes == storage.byteCount else {
      throw CheckpointError(
        "\(file.name): storage \(storage.key.quoted) of \(storage.count) elements of "
          + "\(storage.elementType) does not follow the pickle")
    }
  }

  func floats(spannedBy view: TorchTensor) throws(CheckpointError) -> [Float] {
    var source = try source(of: view)
    return try source.readFloats(view.span, of: view.dtype)
  }

  func integers(spannedBy view: TorchTensor) throws(CheckpointError) -> [Int] {
    var source = try source(of: view)
    return try source.readIntegers(view.span, of: view.dtype)
  }

  private func source(of view: TorchTensor) throws(CheckpointError) -> FileBytes {
    guard let place = places[view.storage.key] else {
      throw .missingTensor(view.storage.key, in: file.name)
    }
    return FileBytes(file: file, offset: place.start + view.byteOffset)
  }
}
