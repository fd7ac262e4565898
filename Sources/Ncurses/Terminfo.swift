internal import CNcurses

/// The description of the terminal in the terminfo database.
enum Terminfo {
  /// Reads the description of a terminal, checking that it can be drawn on.
  static func load(_ type: String?, descriptor: Int32) throws(TerminalError) {
    guard let type, !type.isEmpty else { throw .noType }
    var status: Int32 = 0
    let result = unsafe type.withCString { name in
      unsafe setupterm(UnsafeMutablePointer(mutating: name), descriptor, &status)
    }
    guard result == OK else {
      throw status == 1 ? .noCursorAddressing(type) : .unknownType(type)
    }
    guard bytes("cup") != nil else { throw .noCursorAddressing(type) }
  }

  /// The sequence of that name, without padding; nothing where the terminal has none.
  static func bytes(_ name: String) -> [UInt8]? {
    guard let value = unsafe shim_terminfo_string(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : withoutPadding(Array(text.utf8))
  }

  /// How many colours the terminal has, 0 where it has none.
  static var colorCount: Int { max(0, number("colors")) }

  /// What makes frames shorter on the terminal; nothing where it speaks another language, or where a
  /// change of attributes takes up a cell, so that fewer of them would be another picture.
  static var frameShortener: FrameShortener? {
    guard number("xmc") < 0, let reset = bytes("sgr0") else { return nil }
    let endings = ["op", "rmso", "rmul", "ritm"].compactMap { bytes($0) }
    return FrameShortener(reset: reset, endingWith: endings)
  }

  /// The number of that name, negative where the terminal has none.
  private static func number(_ name: String) -> Int {
    unsafe name.withCString { Int(unsafe tigetnum(UnsafeMutablePointer(mutating: $0))) }
  }

  /// A sequence without its `$<5/>`, which asks for pauses that no terminal has needed for long.
  static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if rest.starts(with: Array("$<".utf8)), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
