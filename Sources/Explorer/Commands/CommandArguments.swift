/// Reads the arguments of one command, and says in one sentence what is wrong with them.
struct CommandArguments {
  private let command: String
  private let usage: String
  private let words: [String]

  init(_ command: String, _ usage: String, _ words: [String]) {
    self.command = command
    self.usage = usage
    self.words = words
  }

  /// The only argument.
  func one() throws(CommandError) -> String {
    guard words.count == 1 else { throw wrongCount }
    return words[0]
  }

  /// The only argument, or nothing.
  func oneAtMost() throws(CommandError) -> String? {
    guard words.count <= 1 else { throw wrongCount }
    return words.first
  }

  /// One argument, and perhaps a second.
  func oneOrTwo() throws(CommandError) -> (String, String?) {
    guard (1...2).contains(words.count) else { throw wrongCount }
    return (words[0], words.count == 2 ? words[1] : nil)
  }

  /// None.
  func none() throws(CommandError) {
    guard words.isEmpty else { throw wrongCount }
  }

  /// The only argument, a whole number in a range.
  func number(in range: ClosedRange<Int>) throws(CommandError) -> Int {
    let word = try one()
    guard let number = Int(word), range.contains(number) else {
      throw CommandError(
        ":\(command) \(word): expected a whole number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  /// The only argument, one of some names.
  func name(of kind: String, among names: [String]) throws(CommandError) -> String {
    let word = try one()
    guard names.contains(word) else {
      throw CommandError(
        ":\(command) \(word): there is no such \(kind): expected \(names.joined(separator: ", "))")
    }
    return word
  }

  private var wrongCount: CommandError {
    CommandError(
      ":\(command) takes \(usage.isEmpty ? "no argument" : usage), and not "
        + (words.isEmpty ? "nothing" : "\"\(words.joined(separator: " "))\""))
  }
}
