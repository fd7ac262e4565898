internal import Tensors

/// A checkpoint in several files, tied together by an index such as `model.safetensors.index.json`.
///
/// The index says in which file each tensor is; the files lie beside it.
struct ShardedTensorFile: TensorFile {
  let tensors: [TensorDescription]
  private let name: String
  private let shards: [any TensorFile]
  /// Where each tensor is: its place in ``tensors``, and its shard.
  private let places: [String: (index: Int, shard: Int)]

  var format: String {
    "\(shards.first?.format ?? "no format") in \(shards.count) \(shards.count == 1 ? "file" : "files")"
  }

  var paths: [String] { shards.flatMap(\.paths) }

  var opaque: [String] { Set(shards.flatMap(\.opaque)).sorted() }

  var ranCodeWarning: String? { shards.lazy.compactMap(\.ranCodeWarning).first }

  /// Opens all files that an index names.
  ///
  /// - Throws: ``CheckpointError`` where one is missing, or lacks a tensor that it should have.
  init(
    index file: ReadableFile, openShard: (String) throws(CheckpointError) -> any TensorFile
  ) throws(CheckpointError) {
    let weightMap = try Self.readWeightMap(of: file)
    let folder = file.path.lastIndex(of: "/").map { file.path[...$0] } ?? ""
    var shards: [any TensorFile] = []
    var numbers: [String: Int] = [:]
    var tensors: [TensorDescription] = []
    var places: [String: (index: Int, shard: Int)] = [:]
    for (tensor, shard) in weightMap {
      if numbers[shard] == nil {
        guard !shard.contains("/"), !shard.isEmpty else {
          throw CheckpointError(
            "\(file.name): \(shard.quoted) should be the name of a file beside the index")
        }
        numbers[shard] = shards.count
        shards.append(try openShard(folder + shard))
      }
      let number = numbers[shard, default: 0]
      guard let description = shards[number].description(of: tensor) else {
        throw CheckpointError(
          "\(file.name): tensor \(tensor.quoted) should be in \(shard.quoted), but is not")
      }
      places[tensor] = (tensors.count, number)
      tensors.append(description)
    }
    name = file.name
    self.tensors = tensors
    self.shards = shards
    self.places = places
  }

  /// The tensors of an index and the file that each is in.
  private static func readWeightMap(
    of file: ReadableFile
  ) throws(CheckpointError) -> [(tensor: String, shard: String)] {
    var map: [(tensor: String, shard: String)]?
    try file.readJSON(atMost: 100_000_000) { (reader) throws(JSONError) in
      try reader.readObject { (key, reader) throws(JSONError) in
        guard key == "weight_map" else { return try reader.skipValue() }
        var entries: [(tensor: String, shard: String)] = []
        try reader.readObject { (tensor, reader) throws(JSONError) in
          entries.append((tensor, try reader.readString()))
        }
        map = entries
      }
    }
    guard let map else {
      throw CheckpointError(
        "\(file.name) is JSON without a 'weight_map', so it is no index of a checkpoint")
    }
    return map
  }

  func description(of name: String) -> TensorDescription? {
    places[name].map { tensors[$0.index] }
  }

  func tensor(named name: String) throws(CheckpointError) -> Tensor {
    try shard(of: name).tensor(named: name)
  }

  func rows(named name: String) throws(CheckpointError) -> TensorRows {
    try shard(of: name).rows(named: name)
  }

  func integers(named name: String) throws(CheckpointError) -> [Int] {
    try shard(of: name).integers(named: name)
  }

  private func shard(of name: String) throws(CheckpointError) -> any TensorFile {
    guard let place = places[name] else { throw .missingTensor(name, in: self.name) }
    return shards[place.shard]
  }
}
