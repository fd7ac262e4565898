import ArgumentParser
import Foundation
import Images
import VisionTransformers

/// What the program's exit status says.
enum ExitStatus: Int32 {
  case done = 0
  case failure = 1
  case usage = 2
  case badInputFile = 3
  case verificationMismatch = 4
  case interrupted = 130

  /// Ends the program at once.
  ///
  /// Threads may still compute: what they use is not taken down under them.
  static func leave(_ status: ExitStatus) -> Never { leave(status.rawValue) }

  private static func leave(_ code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }

  /// Ends the program with what an error means: its sentence on standard error, and its status.
  static func leave<Command: ParsableCommand>(with error: any Error, of command: Command.Type)
    -> Never
  {
    if let failure = error as? CommandFailure {
      FileHandle.standardError.write(Data("attnscope: \(failure.sentence)\n".utf8))
      leave(failure.status)
    }
    let code = command.exitCode(for: error)
    let message = command.fullMessage(for: error)
    if code.isSuccess {
      if !message.isEmpty { print(message) }
      leave(.done)
    }
    if !message.isEmpty { FileHandle.standardError.write(Data((message + "\n").utf8)) }
    leave(error is ExitCode || code == .failure ? code.rawValue : usage.rawValue)
  }
}

/// Why a command gives up: one sentence for people, and the exit status for programs.
struct CommandFailure: Error {
  var status: ExitStatus
  var sentence: String

  init(_ status: ExitStatus, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }

  /// Runs something that takes what the person asked for; what does not fit is their usage.
  static func usage<Value>(_ body: () throws(ModelError) -> Value) throws(CommandFailure) -> Value {
    do {
      return try body()
    } catch {
      throw CommandFailure(.usage, error.description)
    }
  }
}
