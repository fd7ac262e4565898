/// The request to a terminal to put text on the clipboard (OSC 52).
///
/// Nothing is ever asked of the clipboard.
enum ClipboardSequence {
  /// What terminals take at most, in bytes of base64.
  private static let longest = 74_994

  /// The sequence, or nothing where the text is longer than terminals take.
  ///
  /// - Parameters:
  ///   - text: What to copy.
  ///   - isInsideTmux: Whether tmux has to be told to pass the sequence on.
  /// - Returns: The bytes to send.
  static func copying(_ text: String, isInsideTmux: Bool) -> [UInt8]? {
    let encoded = base64(Array(text.utf8))
    guard encoded.count <= longest else { return nil }
    let sequence = Array("\u{1B}]52;c;".utf8) + encoded + [0x07]
    guard isInsideTmux else { return sequence }
    let doubled = sequence.flatMap { $0 == 0x1B ? [$0, $0] : [$0] }
    return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return stride(from: 0, to: bytes.count, by: 3).flatMap { start -> [UInt8] in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
      return (0..<4).map { place in
        place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")
      }
    }
  }
}
