internal import CNcurses
internal import Screens

/// Puts the cells of a frame that changed into curses.
struct FramePainter {
  private let capabilities: TerminalCapabilities
  private var pairs: ColorPairs
  private var shown: Screen?

  init(_ capabilities: TerminalCapabilities, pairCount: Int) {
    self.capabilities = capabilities
    pairs = ColorPairs(capacity: pairCount, colors: capabilities.colors)
  }

  /// Makes the next frame write every cell.
  mutating func forget() { shown = nil }

  /// Writes the cells of a screen that differ from those of the one before.
  ///
  /// When the colour pairs run out they are given anew for the cells of this frame alone. A frame
  /// that needs more than there are shows the rest in the terminal's own colours.
  mutating func paint(_ screen: Screen, on size: Size) {
    if shown?.size != screen.size {
      shown = nil
      shim_erase()
    }
    if !paintChanges(screen, on: size, isLastTry: false) {
      pairs.removeAll()
      shown = nil
      _ = paintChanges(screen, on: size, isLastTry: true)
    }
    shown = screen
  }

  /// Answers false when the colour pairs ran out.
  private mutating func paintChanges(_ screen: Screen, on size: Size, isLastTry: Bool) -> Bool {
    for row in 0..<min(size.rows, screen.size.rows) {
      for column in 0..<min(size.columns, screen.size.columns) {
        let cell = screen[row, column]
        if let shown, shown[row, column] == cell { continue }
        let reduced = cell.reduced(to: capabilities)
        guard let pair = pair(for: reduced.style) ?? (isLastTry ? .init(number: 0) : nil) else {
          return false
        }
        shim_put(
          Int32(row), Int32(column), wchar_t(reduced.scalar.value),
          styleBits(reduced.style, isSwapped: pair.isSwapped), pair.number)
      }
    }
    return true
  }

  private mutating func pair(for style: Style) -> ColorPairs.Pair? {
    guard let pair = pairs.pair(foreground: style.foreground, background: style.background) else {
      return nil
    }
    if pair.isNew {
      let (front, back) = (index(style.foreground), index(style.background))
      init_pair(pair.number, pair.isSwapped ? back : front, pair.isSwapped ? front : back)
    }
    return pair
  }

  private func index(_ color: Color) -> Int16 {
    switch color {
    case .terminal: -1
    case .palette(let index): Int16(index)
    }
  }

  private func styleBits(_ style: Style, isSwapped: Bool) -> Int32 {
    var bits: Int32 = 0
    if style.isBold { bits |= Int32(SHIM_BOLD) }
    if style.isDim { bits |= Int32(SHIM_DIM) }
    if style.isUnderlined { bits |= Int32(SHIM_UNDERLINED) }
    if style.isReversed != isSwapped { bits |= Int32(SHIM_REVERSED) }
    return bits
  }
}
