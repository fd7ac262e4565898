internal import CNcurses

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Curses' own record of a terminal, and the streams it works on.
///
/// The modes of the terminal are set from the start; what there is to show is to be taken and sent.
@safe struct CursesScreen: ~Copyable {
  private let screen: OpaquePointer
  private let output: CursesStream
  private let input: CursesStream
  private let frames: FrameFile

  /// Starts curses on a device, in raw mode: ^C, ^Z, ^S and ^Q arrive as keys.
  ///
  /// `newterm` reports failure, where `initscr` would end the process.
  init(type: String, on device: borrowing TerminalDevice) throws(TerminalError) {
    let frames = try FrameFile()
    let output = try CursesStream(copyOf: device.output, mode: "w")
    let input = try CursesStream(copyOf: device.input, mode: "r")
    guard let screen = unsafe newterm(type, output.file, input.file) else {
      throw .unknownType(type)
    }
    raw()
    noecho()
    nonl()
    guard unsafe frames.receive(from: fileno(output.file)) else {
      let reason = lastSystemError()
      unsafe delscreen(screen)
      throw .system(call: "dup2", reason: reason)
    }
    unsafe self.screen = screen
    self.output = output
    self.input = input
    self.frames = frames
    _ = typeahead(-1)  // a frame is drawn whole even when keys wait
    shim_use_keypad()
  }

  /// Frees what curses holds.
  ///
  /// The terminal is not given back here: that is the guard's.
  deinit { unsafe delscreen(screen) }

  /// What curses wrote since it was last taken.
  func takeFrame() -> [UInt8] { frames.take() }

  /// Starts colours, the terminal's own among them; answers how many pairs there are.
  func startColors() -> Int {
    guard has_colors(), start_color() == OK else { return 0 }
    _ = use_default_colors()
    return Int(shim_color_pair_count())
  }
}

/// A stream on a copy of a descriptor, closed when this value goes away.
@safe struct CursesStream: ~Copyable {
  let file: UnsafeMutablePointer<FILE>

  init(copyOf descriptor: Int32, mode: String) throws(TerminalError) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0, let file = unsafe fdopen(copy, mode) else {
      throw .system(call: "fdopen", reason: lastSystemError())
    }
    unsafe self.file = file
  }

  deinit { unsafe fclose(file) }
}
