/// Any JSON, as a value: a model's `config.json`, for example.
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that fits.
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The most bytes that a file may have to be read whole.
  private static let largestFile = 16 << 20

  /// Reads a file that holds nothing but JSON.
  ///
  /// - Throws: ``CheckpointError`` where it cannot be read, has more than 16 MB, is no JSON, repeats a
  ///   key, or nests more than 127 levels.
  public init(path: String) throws(CheckpointError) {
    let file = try ReadableFile(path: path)
    self = try file.readJSON(atMost: Self.largestFile) { (reader) throws(JSONError) in
      try JSONValue(&reader)
    }
  }

  init(_ reader: inout JSONReader) throws(JSONError) {
    switch reader.peek() {
    case UInt8(ascii: "{"):
      var members: [String: JSONValue] = [:]
      try reader.readObject { (key, reader) throws(JSONError) in
        members[key] = try JSONValue(&reader)
      }
      self = .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try reader.readArray { (reader) throws(JSONError) in
        elements.append(try JSONValue(&reader))
      }
      self = .array(elements)
    case UInt8(ascii: "\""): self = .string(try reader.readString())
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      self = try reader.readWord().map { .bool($0) } ?? .null
    default: self = Self.number(reader.text(try reader.readNumber()))
    }
  }

  private static func number(_ text: String) -> JSONValue {
    if let integer = Int(text) { return .integer(integer) }
    return .number(Double(text) ?? .nan)
  }

  /// The member of an object, or nothing where there is none or this is no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// A text, where it is one.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// A whole number, where it is one.
  public var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// Any number, where it is one.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The elements, where it is an array.
  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, where it is an object.
  public var object: [String: JSONValue]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}

extension ReadableFile {
  /// Reads the whole file as JSON: `body` reads the one value in it.
  func readJSON<Value>(
    atMost limit: Int, _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(CheckpointError) -> Value {
    guard size <= limit else {
      throw CheckpointError(
        "\(name) has \(size) bytes, more than the \(limit) that are read as JSON")
    }
    let bytes = try bytes(at: 0, count: size)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw CheckpointError("\(name) is not valid UTF-8, as JSON has to be")
    }
    var reader = JSONReader(bytes)
    do {
      let value = try body(&reader)
      try reader.readEnd()
      return value
    } catch {
      throw CheckpointError(
        "\(name) is not as it has to be: at byte \(error.offset), \(error.problem)")
    }
  }
}
