import Checkpoints
import Foundation

/// Opens whatever libFuzzer makes up, and reads all of it.
///
/// Whatever is no checkpoint has to end in an error; a crash, or more memory than libFuzzer allows,
/// is a finding. README.md beside this file says how to build and run it.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAll(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let name = "fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  let path = FileManager.default.temporaryDirectory.appending(path: name)
  do {
    try unsafe Data(buffer: UnsafeBufferPointer(start: start, count: count)).write(to: path)
    let file = try CheckpointFile.open(path: path.path(percentEncoded: false))
    for tensor in file.tensors {
      _ = try? file.tensor(named: tensor.name)
      _ = try? file.integers(named: tensor.name)
    }
  } catch {
    // What is no checkpoint is refused.
  }
  return 0
}
