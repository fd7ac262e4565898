internal import Screens

/// A typed character: UTF-8, or a control character.
enum CharacterSequence {
  /// The character that bytes begin with, or nothing while some of its bytes are missing.
  static func step(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> KeyDecoder.Step? {
    guard let first = bytes.first else { return nil }
    if first < 0x20 || first == 0x7F { return .init(count: 1, key: control(first)) }
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    if length == 0 || first > 0xF4 { return .init(count: 1, key: nil) }

    let continuation = bytes.dropFirst().prefix(length - 1).prefix { $0 & 0xC0 == 0x80 }
    let isBroken = continuation.count < length - 1 && bytes.count > continuation.count + 1
    if bytes.count < length && !isBroken && !isComplete { return nil }
    guard let text = String(validating: bytes.prefix(length), as: UTF8.self),
      let scalar = text.unicodeScalars.first, scalar.properties.generalCategory != .control
    else { return .init(count: continuation.count + 1, key: nil) }
    return .init(count: length, key: .character(Character(scalar)))
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x00: .control("@")
    default: .control(Character(Unicode.Scalar(byte + 0x40)))
    }
  }
}
