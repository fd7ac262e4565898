public import Foundation

/// The program as it was built, run as a person runs it.
public enum Executable {
  /// What a run left behind.
  public struct Result: Sendable {
    public var status: Int32
    public var output: Data
    public var error: String

    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The built program, beside the tests that are running.
  public static var url: URL {
    let beside = Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "attnscope")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    let inside = Bundle.main.bundleURL.appending(path: "attnscope")
    if FileManager.default.isExecutableFile(atPath: inside.path) { return inside }
    return packageRoot.appending(path: ".build/debug/attnscope")
  }

  /// The folder of `Package.swift`.
  public static var packageRoot: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Runs the program to its end, without a terminal.
  ///
  /// - Parameters:
  ///   - arguments: What follows the program's name.
  ///   - input: What it can read from standard input.
  ///   - environment: Variables to set besides those of the tests.
  /// - Returns: Its exit status, and what it wrote.
  /// - Throws: Where the program cannot be started.
  public static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8"].merging(environment) { $1 }
    ) { $1 }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try ["in", "out", "err"].map { name in
      let file = folder.appending(path: name)
      try (name == "in" ? input : Data()).write(to: file)
      return file
    }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try Data(contentsOf: files[1]),
      error: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}
