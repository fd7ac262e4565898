import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a finished program said.
public struct CommandResult: Sendable {
  /// Its exit status, or 128 and the number of the signal that ended it.
  public let status: Int32
  public let output: String
  public let errors: String
}

/// Runs a program to its end, found on the PATH, with nothing on standard input.
///
/// What it prints goes through files, so that a server it leaves behind (tmux) keeps nobody waiting
/// for the end of a pipe; `Foundation.Process` waits for that.
///
/// - Parameters:
///   - arguments: The program and its arguments.
///   - environment: All of its environment, or nothing for the tests' own.
/// - Returns: How it ended and what it printed.
/// - Throws: When it cannot be started.
public func runCommand(
  _ arguments: [String], environment: [String: String]? = nil
) throws -> CommandResult {
  let folder = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let output = folder.appending(path: "output")
  let errors = folder.appending(path: "errors")

  let variables = environment ?? ProcessInfo.processInfo.environment
  let process = try spawn(
    arguments, environment: variables.map { "\($0.key)=\($0.value)" }, output: output.path(),
    errors: errors.path())
  var status: Int32 = 0
  while unsafe waitpid(process, &status, 0) == -1 && errno == EINTR {}
  let signal = status & 0x7F
  return CommandResult(
    status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
    output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
}

/// Starts a program whose output goes to files; answers its number.
private func spawn(
  _ arguments: [String], environment: [String], output: String, errors: String
) throws -> pid_t {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  let writing = O_WRONLY | O_CREAT | O_TRUNC
  unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, writing, 0o600)
  unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, writing, 0o600)

  // The threads of tests block signals, which a program would inherit.
  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  var (none, all) = (sigset_t(), sigset_t())
  unsafe sigemptyset(&none)
  unsafe sigfillset(&all)
  unsafe posix_spawnattr_setsigmask(&attributes, &none)
  unsafe posix_spawnattr_setsigdefault(&attributes, &all)
  let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
  unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

  let argumentPointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
  let environmentPointers = unsafe environment.map { unsafe strdup($0) } + [nil]
  defer { unsafe (argumentPointers + environmentPointers).forEach { unsafe free($0) } }
  var process: pid_t = 0
  let failure = unsafe posix_spawnp(
    &process, arguments[0], &actions, &attributes, argumentPointers, environmentPointers)
  guard failure == 0 else {
    throw TestSupportError(
      "\(arguments[0]) does not start: \(unsafe String(cString: strerror(failure)))")
  }
  return process
}
