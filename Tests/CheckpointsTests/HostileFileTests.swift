import Checkpoints
import Foundation
import Testing

/// Files that were cut, damaged, or change while they are read: each must end in one sentence, or in
/// the numbers that are there.
@Suite struct HostileFileTests {
  static let files = [
    "views.pth", "views.legacy.pth", "views.protocol4.pth", "views.legacy.protocol4.pth",
    "views.deflated.pth", "training.pth", "training.legacy.pth", "training.protocol4.pth",
    "untyped.pth", "vectors.safetensors",
  ]

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func bytes(_ name: String) throws -> [UInt8] {
    guard name != "vectors.safetensors" else {
      return safetensors(["a": [1, 2, 3], "b": [], "c": [4]])
    }
    return try [UInt8](Data(contentsOf: URL(filePath: fixture(name))))
  }

  /// Opens a file and reads all of it; gives the error, after a look at its sentence.
  func readAll(_ path: String) -> CheckpointError? {
    do {
      let file = try CheckpointFile.open(path: path)
      for tensor in file.tensors where tensor.dtype.isReadableAsFloat {
        let read = try file.tensor(named: tensor.name)
        #expect(read.shape == tensor.shape)
      }
      for tensor in file.tensors where tensor.dtype.isReadableAsInteger {
        #expect(try file.integers(named: tensor.name).count == tensor.shape.count)
      }
      return nil
    } catch {
      #expect(
        !error.description.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(error.description.utf8.count < 3000)
      return error
    }
  }

  @Test(arguments: files)
  func aFileThatEndsEarlyIsRefused(name: String) throws {
    let bytes = try bytes(name)
    #expect(try readAll(folder.write(bytes, to: name)) == nil)
    for percent in 0..<100 {
      let path = try folder.write(bytes.prefix(bytes.count * percent / 100), to: name)
      #expect(readAll(path) != nil, "\(percent) % of \(name)")
    }
  }

  @Test func aLargerFileThatEndsEarlyIsRefused() throws {
    for name in ["swin-micro.official.pth", "swin-micro.legacy.pth", "vit-micro.timm.safetensors"] {
      let bytes = try bytes(name)
      for percent in stride(from: 0, to: 100, by: 9) {
        let path = try folder.write(bytes.prefix(bytes.count * percent / 100), to: name)
        #expect(readAll(path) != nil, "\(percent) % of \(name)")
      }
    }
  }

  /// The same damage in every run: a generator with a fixed seed, 300 files for each format.
  @Test(arguments: Array(files.enumerated()))
  func damageEndsInASentenceOrInNumbers(seed: Int, name: String) throws {
    let bytes = try bytes(name)
    var generator = SplitMix(state: UInt64(seed))
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: damaged[place] = .random(in: 0...255, using: &generator)
        case 1: damaged[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        default: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
      }
      _ = try readAll(folder.write(damaged, to: name))
    }
  }

  @Test func aFlippedBitOfTheElementsIsOnlyAnotherNumber() throws {
    var bytes = try bytes("vectors.safetensors")
    bytes[bytes.count - 1] ^= 0x80
    let file = try CheckpointFile.open(path: folder.write(bytes, to: "model.safetensors"))
    #expect(try file.tensor(named: "a").scalars == [1, 2, 3])
    #expect(try file.tensor(named: "c").scalars == [-4])
  }

  @Test(arguments: files)
  func aFileThatShrinksWhileItIsReadIsAnError(name: String) throws {
    let bytes = try bytes(name)
    let path = try folder.write(bytes, to: name)
    let file = try CheckpointFile.open(path: path)
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    try handle.truncate(atOffset: 100)
    for tensor in file.tensors where tensor.dtype == .f32 && tensor.shape.count > 0 {
      let error = #expect(throws: CheckpointError.self) { try file.tensor(named: tensor.name) }
      #expect(error?.description.contains(name) == true)
    }
  }

  @Test func whatIsNoRegularFileIsRefusedWithoutWaiting() throws {
    #expect(readAll(folder.path)?.description.hasSuffix("is not a regular file") == true)
    #expect(readAll("/dev/null")?.description == "/dev/null is not a regular file")
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(readAll(pipe)?.description.hasSuffix("is not a regular file") == true)
    #expect(
      readAll("\(folder.path)/\u{1B}none")?.description
        == #"\#(folder.path)/\u{1b}none cannot be opened: No such file or directory"#)
  }
}

/// A small generator of numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
