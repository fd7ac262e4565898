import Ncurses
import Screens

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program for the tests: it shows what it was sent, and ends in every way that there is.
///
/// `terminal-probe [mouse] [ascii|utf8] [never|always]`
@main
struct Probe {
  private var keys: [Key] = []
  private var frame = 0
  private var timing = ""

  static func main() {
    do throws(TerminalError) {
      var probe = Probe()
      try probe.run(options(CommandLine.arguments.dropFirst()))
      print("the probe has ended")
    } catch {
      let line = Array("terminal-probe: \(error)\n".utf8)
      _ = unsafe write(STDERR_FILENO, line, line.count)
      exit(error == .lost ? 129 : 2)
    }
  }

  private static func options(_ arguments: ArraySlice<String>) -> TerminalOptions {
    var options = TerminalOptions(usesMouse: arguments.contains("mouse"))
    for argument in arguments {
      options.charset = .init(rawValue: argument) ?? options.charset
      options.colors = .init(rawValue: argument) ?? options.colors
    }
    return options
  }

  /// Shows and reads until a key ends it.
  private mutating func run(_ options: TerminalOptions) throws(TerminalError) {
    var terminal = try NcursesTerminal(options)
    while true {
      terminal.show(screen(terminal.size, terminal.capabilities))
      try terminal.wait()
      for key in try terminal.readKeys() {
        keys.append(key)
        switch key {
        case .character("q"): return
        case .control("l"): terminal.repaint()
        case .control("z"): terminal.suspend()
        case .character("M"): terminal.useMouse(true)
        case .character("m"): terminal.useMouse(false)
        case .function(9): time(&terminal)
        case .function(let number): try end(number)
        default: break
        }
      }
    }
  }

  /// Notes how long a frame takes of which every cell changes.
  private mutating func time(_ terminal: inout NcursesTerminal) {
    let size = terminal.size
    let screens = (0..<2).map { turn in
      var screen = Screen(size)
      for row in 0..<size.rows {
        for column in 0..<size.columns {
          let style = Style(
            foreground: .palette(UInt8((row + column + turn) % 200 + 16)),
            background: .palette(UInt8((row * 3 + column + turn) % 200 + 16)))
          screen[row, column] = Cell("▀", style: style)
        }
      }
      return screen
    }
    let frames = 200
    let duration = ContinuousClock().measure {
      for frame in 0..<frames { terminal.show(screens[frame % 2]) }
    }
    let same = ContinuousClock().measure {
      for _ in 0..<frames { terminal.show(screens[1]) }
    }
    timing = "a full frame takes \(duration / frames), one without changes \(same / frames)"
  }

  /// Ends in the way of a function key.
  private func end(_ number: Int) throws(TerminalError) {
    switch number {
    case 2: exit(7)
    case 3: throw .system(call: "probe", reason: "it was asked to fail")
    case 4: preconditionFailure("the probe was asked to trap")
    case 5: abort()
    case 6: unsafe UnsafeMutablePointer<Int>(bitPattern: 16)?.pointee = 1
    case 7: _ = depth(1)
    case 8: kill(getpid(), SIGFPE)
    default: break
    }
  }

  /// Overflows the stack.
  private func depth(_ level: Int) -> Int { level < .max ? level ^ depth(level + 1) : frame }

  private mutating func screen(_ size: Size, _ capabilities: TerminalCapabilities) -> Screen {
    frame += 1
    var screen = Screen(size)
    screen.write(
      "pid \(getpid()) size \(size) colors \(capabilities.colors.rawValue) \(capabilities.charset)",
      row: 0, column: 0)
    screen.write("keys " + keys.suffix(12).map(\.description).joined(), row: 1, column: 0)
    screen.write("─≡\u{1B}[2J", row: 2, column: 0)
    for index in 0..<16 {
      let style = Style(
        foreground: .palette(UInt8(index + 40)), background: .palette(UInt8(200 - index)))
      screen[3, index] = Cell("▀", style: style)
    }
    screen.write(timing, row: 4, column: 0)
    screen.write("last", row: size.rows - 1, column: size.columns - 4, style: .reversed)
    screen.cursor = keys.isEmpty ? nil : Position(row: 1, column: 5)
    return screen
  }
}
