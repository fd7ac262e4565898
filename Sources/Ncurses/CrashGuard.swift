internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Gives the terminal back whatever ends or suspends the program.
///
/// From creation on it watches signals; once armed it restores the terminal before a signal that
/// ends or stops the process takes effect, and on `exit`. Going away it restores the terminal and
/// the signal handlers of before.
struct CrashGuard: ~Copyable {
  /// What the handlers noted since they were last asked.
  struct Notes: OptionSet {
    let rawValue: Int32
    static let resized = Notes(rawValue: Int32(TERMINAL_GUARD_RESIZED))
    static let resumed = Notes(rawValue: Int32(TERMINAL_GUARD_RESUMED))
  }

  /// Wakes the loop when there are notes.
  let wakeUp: WakePipe

  /// Starts to watch signals; there can be one guard at a time.
  init() throws(TerminalError) {
    wakeUp = try WakePipe()
    let isFirst = terminal_guard_watch(wakeUp.writeEnd)
    precondition(isFirst, "a terminal is in use already, and a process can use one")
  }

  deinit { terminal_guard_stop() }

  /// Says how the terminal is left and entered; it counts as entered from here on.
  ///
  /// - Parameters:
  ///   - output: The descriptor that frames are written to.
  ///   - outside: The modes to give the terminal back in.
  ///   - inside: The modes to work in.
  ///   - sequences: What to send.
  /// - Throws: ``TerminalError/system(call:reason:)`` where the process may open no more files.
  func arm(
    output: Int32, outside: termios, inside: termios, sequences: TerminalSequences
  ) throws(TerminalError) {
    var outside = outside
    var inside = inside
    let isArmed = unsafe terminal_guard_arm(
      output, &outside, &inside, sequences.enter, sequences.enter.count, sequences.leave,
      sequences.leave.count)
    guard isArmed else { throw .system(call: "dup", reason: lastSystemError()) }
  }

  func takeNotes() -> Notes { Notes(rawValue: terminal_guard_take_notes()) }

  func leave() { terminal_guard_leave() }

  func suspend() { terminal_guard_suspend() }
}
