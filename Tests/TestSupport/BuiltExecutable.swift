public import Foundation

/// An executable of this package, built beside the tests.
public func builtExecutable(_ name: String) throws -> URL {
  let besideTests = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap {
    $0?.deletingLastPathComponent().appending(path: name)
  }
  let found = besideTests.first { FileManager.default.isExecutableFile(atPath: $0.path()) }
  guard let found else {
    throw TestSupportError("no executable \(name) beside the tests, in \(besideTests)")
  }
  return found
}

/// Why a test cannot do what it is for.
public struct TestSupportError: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
