/// Pieces of pickles, as bytes to be joined.
enum Pickled {
  static let proto: [UInt8] = [0x80, 2]
  static let stop: [UInt8] = [0x2E]
  static let mark: [UInt8] = [0x28]
  static let none: [UInt8] = [0x4E]
  static let isFalse: [UInt8] = [0x89]
  static let emptyDictionary: [UInt8] = [0x7D]
  static let emptyList: [UInt8] = [0x5D]
  static let emptyTuple: [UInt8] = [0x29]
  static let setItem: [UInt8] = [0x73]
  static let append: [UInt8] = [0x61]
  static let reduce: [UInt8] = [0x52]
  static let pop: [UInt8] = [0x30]

  static func text(_ text: String) -> [UInt8] {
    [0x58] + little(UInt32(text.utf8.count)) + Array(text.utf8)
  }

  static func integer(_ value: Int) -> [UInt8] { [0x8A, 8] + little(value) }

  /// 2⁶³, which needs nine bytes.
  static let enormous: [UInt8] = [0x8A, 9, 0, 0, 0, 0, 0, 0, 0, 0x80, 0]

  static func tuple(_ items: [UInt8]...) -> [UInt8] { mark + items.joined() + [0x74] }

  static func global(_ module: String, _ name: String) -> [UInt8] {
    [0x63] + Array("\(module)\n\(name)\n".utf8)
  }

  static func put(_ number: UInt8) -> [UInt8] { [0x71, number] }

  static func get(_ number: UInt8) -> [UInt8] { [0x68, number] }

  static func storage(
    _ key: String = "0", type: String = "FloatStorage", count: [UInt8]
  ) -> [UInt8] {
    tuple(text("storage"), global("torch", type), text(key), text("cpu"), count) + [0x51]
  }

  static func tensor(
    _ storage: [UInt8], offset: [UInt8] = integer(0), shape: [UInt8], strides: [UInt8]
  ) -> [UInt8] {
    global("torch._utils", "_rebuild_tensor_v2")
      + tuple(storage, offset, shape, strides, isFalse, none) + reduce
  }

  /// A vector of all elements of a storage.
  static func vector(_ count: Int, key: String = "0") -> [UInt8] {
    tensor(
      storage(key, count: integer(count)), shape: tuple(integer(count)), strides: tuple(integer(1)))
  }

  /// A whole pickle of a dictionary with these values.
  static func dictionary(_ values: KeyValuePairs<String, [UInt8]>) -> [UInt8] {
    proto + emptyDictionary + values.flatMap { text($0.key) + $0.value + setItem } + stop
  }
}
