/// PyTorch's format since 1.6: a zip archive of a pickle and one file for each storage.
///
/// See "Serialization semantics" in PyTorch's documentation.
struct PyTorchZip: TorchStorages {
  private let archive: ZipArchive
  private let entries: [String: ZipArchive.Entry]
  /// The folder that everything lies in, with a slash.
  private let folder: String
  private let pickle: ZipArchive.Entry
  private let byteOrder: ByteOrder

  /// Reads the pickle of an archive.
  static func open(_ file: ReadableFile) throws(CheckpointError) -> PyTorchFile {
    let storages = try PyTorchZip(file)
    let bytes = try storages.archive.bytes(of: storages.pickle, atMost: PickleInput.longest)
    var machine = PickleMachine(PickleInput(bytes, name: file.name))
    let root = try machine.run()
    return try PyTorchFile(
      format: "PyTorch zip", file: file, root: root, machine: machine, storages: storages)
  }

  private init(_ file: ReadableFile) throws(CheckpointError) {
    archive = try ZipArchive(file)
    entries = Dictionary(uniqueKeysWithValues: archive.entries.map { ($0.name, $0) })
    let first = archive.entries.first?.name ?? ""
    folder = first.firstIndex(of: "/").map { String(first[...$0]) } ?? ""
    guard entries[folder + "constants.pkl"] == nil else {
      throw CheckpointError(
        "\(file.name) is a TorchScript archive: load it with torch.jit.load, and save its "
          + "state_dict() with torch.save")
    }
    guard let pickle = entries[folder + "data.pkl"] else {
      throw CheckpointError(
        "\(file.name) is a zip archive without \((folder + "data.pkl").quoted), so torch.save did "
          + "not write it: unpack it first")
    }
    self.pickle = pickle
    byteOrder = try Self.readByteOrder(entries[folder + "byteorder"], archive)
  }

  private static func readByteOrder(
    _ entry: ZipArchive.Entry?, _ archive: ZipArchive
  ) throws(CheckpointError) -> ByteOrder {
    guard let entry else { return .little }
    let text = String(decoding: try archive.bytes(of: entry, atMost: 16), as: UTF8.self)
    switch text {
    case "little": return .little
    case "big": return .big
    default:
      throw CheckpointError("\(archive.file.name): the byte order \(text.quoted) is unknown")
    }
  }

  private func entry(of storage: TorchStorage) throws(CheckpointError) -> ZipArchive.Entry {
    guard let entry = entries[folder + "data/" + storage.key] else {
      throw CheckpointError(
        "\(archive.file.name) has no \("\(folder)data/\(storage.key)".quoted), where the elements "
          + "of a tensor should be")
    }
    return entry
  }

  func check(_ storage: TorchStorage) throws(CheckpointError) {
    let entry = try entry(of: storage)
    guard entry.size == storage.byteCount else {
      throw CheckpointError(
        "\(archive.file.name): \(entry.name.quoted) has \(entry.size) bytes, but should hold "
          + "\(storage.count) elements of \(storage.elementType)")
    }
  }

  func floats(spannedBy view: TorchTensor) throws(CheckpointError) -> [Float] {
    try archive.read(entry(of: view.storage), from: view.byteOffset) {
      (bytes) throws(CheckpointError) in
      try bytes.readFloats(view.span, of: view.dtype, byteOrder: byteOrder)
    }
  }

  func integers(spannedBy view: TorchTensor) throws(CheckpointError) -> [Int] {
    try archive.read(entry(of: view.storage), from: view.byteOffset) {
      (bytes) throws(CheckpointError) in
      try bytes.readIntegers(view.span, of: view.dtype, byteOrder: byteOrder)
    }
  }
}
