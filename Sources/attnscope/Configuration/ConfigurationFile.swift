import Foundation
import Images

/// Where the configuration lies, and how it is read.
enum ConfigurationFile {
  /// No configuration is longer, in bytes.
  private static let sizeLimit = 1 << 20

  /// Where it is looked for: below `XDG_CONFIG_HOME`, else below `~/.config`.
  ///
  /// - Parameter environment: The variables that are set; a relative path in one counts for nothing.
  /// - Returns: The path; nothing where there is no home either.
  static func path(environment: [String: String]) -> String? {
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let folder = absolute("XDG_CONFIG_HOME") ?? absolute("HOME").map { "\($0)/.config" }
    return folder.map { "\($0)/attnscope/config" }
  }

  /// Reads a configuration.
  ///
  /// - Parameters:
  ///   - given: A file that has to be there; the usual one unless told, which may be missing.
  ///   - environment: The variables that are set.
  /// - Returns: What it says; what is usual where there is none.
  /// - Throws: ``CommandFailure`` where the file cannot be read, or a line of it is amiss.
  static func read(
    _ given: String?, environment: [String: String]
  ) throws(CommandFailure) -> Configuration {
    guard let path = given ?? path(environment: environment),
      given != nil || FileManager.default.fileExists(atPath: path)
    else { return Configuration() }
    let name = path.escapingControlCharacters
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: sizeLimit + 1) ?? Data()
    else { throw CommandFailure(.badInputFile, "\(name): the configuration cannot be read") }
    guard data.count <= sizeLimit else {
      throw CommandFailure(.badInputFile, "\(name): a configuration has at most \(sizeLimit) bytes")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.badInputFile, "\(name): the configuration is not UTF-8 text")
    }
    return try Configuration(text, name: path)
  }
}
