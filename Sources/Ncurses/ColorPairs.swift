internal import Screens

/// Which number each combination of colours has among curses' colour pairs.
///
/// Terminals with 8 colours have 64 pairs, fewer than the 81 combinations. There, black on white is
/// drawn as white on black reversed: with that 45 pairs do.
struct ColorPairs {
  struct Pair: Equatable {
    /// 0 for the terminal's own colours, else a number below the capacity.
    var number: Int16
    /// Whether foreground and background have to be exchanged by reverse video.
    var isSwapped = false
    /// Whether curses has not been told of it yet.
    var isNew = false
  }

  /// How many pairs there are, the terminal's own colours included.
  let capacity: Int
  private var numbers: [UInt32: Int16] = [:]
  private let swaps: Bool

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - capacity: How many pairs the terminal has.
  ///   - colors: How many colours are drawn with.
  init(capacity: Int, colors: TerminalCapabilities.Colors) {
    self.capacity = min(capacity, Int(Int16.max))
    swaps = colors <= .sixteen
  }

  /// The pair for two colours, or nothing when all numbers are taken.
  mutating func pair(foreground: Color, background: Color) -> Pair? {
    let (front, back) = (Self.code(foreground), Self.code(background))
    if front == 0 && back == 0 { return Pair(number: 0) }
    let isSwapped = swaps && front < back
    let key = isSwapped ? back << 16 | front : front << 16 | back
    if let number = numbers[key] { return Pair(number: number, isSwapped: isSwapped) }
    guard numbers.count + 1 < capacity else { return nil }
    let number = Int16(numbers.count + 1)
    numbers[key] = number
    return Pair(number: number, isSwapped: isSwapped, isNew: true)
  }

  mutating func removeAll() { numbers = [:] }

  private static func code(_ color: Color) -> UInt32 {
    switch color {
    case .terminal: 0
    case .palette(let index): UInt32(index) + 1
    }
  }
}
