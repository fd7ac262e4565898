/// The JSON at the head of a safetensors file: which tensor lies where.
struct SafetensorsHeader {
  struct Entry {
    var name: String
    var dtype: DType
    var extents: [UInt64]
    var begin: UInt64
    var end: UInt64
  }

  /// As the header lists them.
  var entries: [Entry] = []
  var metadata: [String: String] = [:]

  /// Reads the header, and checks its form but not whether its numbers make sense.
  init(parsing bytes: [UInt8]) throws(JSONError) {
    var entries: [Entry] = []
    var metadata: [String: String] = [:]
    var reader = JSONReader(bytes)
    try reader.readObject { (name, reader) throws(JSONError) in
      if name == "__metadata__" {
        metadata = try Self.readMetadata(&reader)
      } else {
        entries.append(try Self.readEntry(named: name, &reader))
      }
    }
    try reader.readEnd()
    self.entries = entries
    self.metadata = metadata
  }

  private static func readMetadata(
    _ reader: inout JSONReader
  ) throws(JSONError) -> [String: String] {
    var metadata: [String: String] = [:]
    try reader.readObject { (key, reader) throws(JSONError) in
      metadata[key] = try reader.readString()
    }
    return metadata
  }

  private static func readEntry(
    named name: String, _ reader: inout JSONReader
  ) throws(JSONError) -> Entry {
    var dtype: DType?
    var extents: [UInt64]?
    var offsets: [UInt64]?
    try reader.readObject { (key, reader) throws(JSONError) in
      switch key {
      case "dtype": dtype = try readDType(of: name, &reader)
      case "shape": extents = try readIntegers(&reader)
      case "data_offsets": offsets = try readIntegers(&reader)
      default: try reader.skipValue()
      }
    }
    guard let dtype, let extents, let offsets, offsets.count == 2 else {
      throw JSONError(
        offset: reader.position,
        problem: "\(name.quoted) needs 'dtype', 'shape', and two 'data_offsets'")
    }
    return Entry(name: name, dtype: dtype, extents: extents, begin: offsets[0], end: offsets[1])
  }

  private static func readDType(
    of name: String, _ reader: inout JSONReader
  ) throws(JSONError) -> DType {
    let text = try reader.readString()
    guard let dtype = DType(rawValue: text) else {
      throw JSONError(
        offset: reader.position, problem: "\(name.quoted) has an unknown dtype, \(text.quoted)")
    }
    return dtype
  }

  private static func readIntegers(_ reader: inout JSONReader) throws(JSONError) -> [UInt64] {
    var integers: [UInt64] = []
    try reader.readArray { (reader) throws(JSONError) in
      integers.append(try reader.readUnsignedInteger())
    }
    return integers
  }
}
