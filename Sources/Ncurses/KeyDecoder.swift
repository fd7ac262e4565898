internal import Screens

/// Makes keys of the bytes that a terminal sends.
///
/// Curses hands out unknown escape sequences byte by byte, as if they were typed. Here a sequence is
/// recognised by its form (ECMA-48), so one that means no key does nothing.
struct KeyDecoder {
  private let sequences: [[UInt8]: Key]
  private let longestSequence: Int
  private var pending: [UInt8] = []

  /// Makes a decoder.
  ///
  /// - Parameter sequences: What the keys of the terminal send beyond what all terminals share.
  init(sequences: [[UInt8]: Key]) {
    self.sequences = sequences
    longestSequence = sequences.keys.map(\.count).max() ?? 0
  }

  /// Whether bytes wait for the rest of what they begin.
  var isWaiting: Bool { !pending.isEmpty }

  /// The keys that are complete with these bytes.
  mutating func decode(_ bytes: [UInt8]) -> [Key] {
    pending += bytes
    return takeKeys(isComplete: false)
  }

  /// The keys of what waits, when nothing more has come for a while: a lone escape is the key.
  mutating func finish() -> [Key] { takeKeys(isComplete: true) }

  /// What the beginning of some bytes means.
  struct Step {
    /// How many bytes it takes.
    var count: Int
    /// The key, or nothing where the bytes mean none.
    var key: Key?
  }

  private mutating func takeKeys(isComplete: Bool) -> [Key] {
    var keys: [Key] = []
    var rest = pending[...]
    while let first = rest.first {
      let step =
        first == 0x1B
        ? terminalSequence(rest) ?? EscapeSequence.step(rest, isComplete: isComplete)
        : CharacterSequence.step(rest, isComplete: isComplete)
      guard let step else { break }
      if let key = step.key { keys.append(key) }
      rest = rest.dropFirst(step.count)
    }
    pending = Array(rest)
    return keys
  }

  /// The longest sequence of the terminal's own that the bytes begin with.
  private func terminalSequence(_ bytes: ArraySlice<UInt8>) -> Step? {
    for count in stride(from: min(longestSequence, bytes.count), to: 1, by: -1) {
      if let key = sequences[Array(bytes.prefix(count))] { return Step(count: count, key: key) }
    }
    return nil
  }
}
