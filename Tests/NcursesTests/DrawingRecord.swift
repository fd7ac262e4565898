/// What a terminal does with some bytes: each byte that draws, moves or asks, and how it drew then.
///
/// Two streams with the same record look the same on every terminal, whatever its erasures and
/// repetitions do with colours. It is written apart from what it is to judge, and knows more: saved
/// cursors, resets, strings, and parameters that nobody should understand.
struct DrawingRecord: Equatable {
  struct Style: Equatable {
    var attributes: Set<Int> = []
    var foreground = "39"
    var background = "49"
    /// Parameters with no meaning here, in their order since the last reset.
    var others: [String] = []
    /// What characters are designated, and which of them are in use.
    var characters: [UInt8: UInt8] = [:]
  }

  struct Step: Equatable {
    var byte: UInt8
    var style: Style
  }

  private(set) var steps: [Step] = []
  private(set) var style: Style
  private var saved: Style
  /// The bytes of a sequence that is not complete.
  private var open: [UInt8] = []

  init(of bytes: [UInt8], from style: Style = Style()) {
    self.style = style
    saved = style
    for byte in bytes { add(byte) }
    draw(open)
  }

  // MARK: - Reading

  private mutating func add(_ byte: UInt8) {
    if open.isEmpty && byte != 0x1B {
      if byte == 0x0E || byte == 0x0F { style.characters[0] = byte } else { draw([byte]) }
      return
    }
    open.append(byte)
    guard open.count > 1 else { return }
    switch open[1] {
    case UInt8(ascii: "["):
      if open.count > 2, (0x40...0x7E).contains(byte) { end(controlSequence) }
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      if open.count == 3 { end { $0.style.characters[$1[1]] = $1[2] } }
    case UInt8(ascii: "P"), UInt8(ascii: "]"):
      if byte == 0x07 || open.suffix(2) == [0x1B, UInt8(ascii: "\\")] { end { $0.draw($1) } }
    case UInt8(ascii: "7"):
      end {
        $0.saved = $0.style; $0.draw($1)
      }
    case UInt8(ascii: "8"):
      end {
        $0.style = $0.saved; $0.draw($1)
      }
    case UInt8(ascii: "c"):
      end {
        $0.style = Style(); $0.draw($1)
      }
    default: end { $0.draw($1) }
    }
  }

  private mutating func end(_ act: (inout Self, [UInt8]) -> Void) {
    let sequence = open
    open = []
    act(&self, sequence)
  }

  private mutating func draw(_ bytes: [UInt8]) {
    steps += bytes.map { Step(byte: $0, style: style) }
  }

  private func controlSequence(_ record: inout Self, _ bytes: [UInt8]) {
    let body = String(decoding: bytes.dropFirst(2).dropLast(), as: UTF8.self)
    let isPrivate = body.first.map("<=>?".contains) ?? false
    if bytes.last == UInt8(ascii: "m") && !isPrivate { return record.select(body) }
    if body + String(UnicodeScalar(bytes[bytes.count - 1])) == "!p" { record.style = Style() }
    record.draw(bytes)
  }

  // MARK: - Styles

  private mutating func select(_ body: String) {
    var rest = body.split(separator: ";", omittingEmptySubsequences: false).map(String.init)[...]
    while let text = rest.popFirst() {
      let parameter = text.isEmpty ? 0 : Int(text) ?? -1
      switch parameter {
      case 0: style = Style(characters: style.characters)
      case 1, 2, 3, 4, 5, 7, 8: style.attributes.insert(parameter)
      case 22: style.attributes.subtract([1, 2])
      case 23, 24, 25, 27, 28: style.attributes.remove(parameter - 20)
      case 30...37, 39, 90...97: style.foreground = text
      case 40...47, 49, 100...107: style.background = text
      case 38 where rest.first == "5" && rest.count > 1: style.foreground = color(&rest)
      case 48 where rest.first == "5" && rest.count > 1: style.background = color(&rest)
      default: style.others.append(text)
      }
    }
  }

  private func color(_ rest: inout ArraySlice<String>) -> String {
    defer { rest = rest.dropFirst(2) }
    return "5;" + rest[rest.startIndex + 1]
  }
}
