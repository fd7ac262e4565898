import Checkpoints
import Testing

@Suite struct CheckpointFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func problem(_ bytes: [UInt8], name: String = "model.pth") -> String {
    let error = #expect(throws: CheckpointError.self) {
      try CheckpointFile.open(path: folder.write(bytes, to: name))
    }
    return String(error?.description.dropFirst(folder.path.count + 1) ?? "nothing")
  }

  @Test(arguments: [
    ("", "is empty"), ("GGUF\u{3}", "is a GGUF file"), ("tjgg", "is a GGML file"),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "run git lfs pull"),
    ("<!DOCTYPE html><html>", "is a web page"), ("\n <HTML lang=en>", "is a web page"),
    ("<?xml version='1.0'?><Error>", "is XML"), ("%PDF-1.7", "is a PDF document"),
    (String(repeating: "\0", count: 600), "begins with zeros only"),
    ("BZh9", "compressed with bzip2"), ("hello", "it begins with the bytes 68 65 6c 6c 6f"),
    (String(repeating: "x", count: 257) + "ustar\0", "is a tar archive"),
    ("{}", "is JSON without a 'weight_map'"),
  ])
  func whatIsNoCheckpointIsNamed(content: String, meaning: String) {
    #expect(problem(Array(content.utf8)).contains(meaning))
  }

  @Test(arguments: [
    ([0x80, 2, 0x7D, 0x2E], "is a bare pickle"), ([0x89, 0x48, 0x44, 0x46], "is an HDF5 file"),
    ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "is a NumPy array"), ([0x1F, 0x8B, 8], "with gzip"),
    ([0x28, 0xB5, 0x2F, 0xFD], "with zstd"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "with xz"),
    ([8, 7, 0x12, 7], "looks like an ONNX model"), ([0x89, 0x50, 0x4E, 0x47], "is a picture"),
    ([0xFF, 0xD8, 0xFF], "is a picture"), ([0x7F, 0x45, 0x4C, 0x46], "is a program"),
  ])
  func whatIsNoCheckpointIsNamed(bytes: [UInt8], meaning: String) {
    #expect(problem(bytes).contains(meaning))
  }

  @Test func contentCountsAndNotTheName() throws {
    let path = try folder.write(safetensors(["a": [1]]), to: "model.pth")
    #expect(try CheckpointFile.open(path: path).format == "safetensors")
    #expect(
      problem(Array("hello".utf8), name: "model.safetensors")
        == "model.safetensors has 5 bytes: safetensors begins with 8 that say how long its header is"
    )
  }

  @Test func wrappersPrefixesAreTakenAway() throws {
    let path = try folder.write(
      safetensors([
        "module.a": [1], "_orig_mod.b": [2], "module._orig_mod.c": [3], "_orig_mod.module.d": [4],
        "module.module.e": [5], "f.module.": [6],
      ]), to: "model.safetensors")
    let file = try CheckpointFile.open(path: path)
    #expect(file.tensors.map(\.name) == ["a", "b", "c", "d", "module.e", "f.module."])
    #expect(try file.tensor(named: "d").scalars == [4])
    #expect(try file.tensor(named: "module.e").scalars == [5])
    #expect(file.shape(of: "a") == [1])
    #expect(!file.contains("module.a"))
    #expect(throws: CheckpointError("\(path) has no tensor 'module.a'")) {
      try file.tensor(named: "module.a")
    }
  }

  @Test func namesThatDifferByTheirPrefixAloneAreRefused() {
    #expect(
      problem(safetensors(["a": [1], "module.a": [2]]))
        == "model.pth: tensors 'a' and 'module.a' are both 'a' without their prefixes")
  }

  @Test func veryLongNamesAreCutInSentences() {
    let name = String(repeating: "n", count: 10_000)
    let text = problem(safetensors(["module.\(name)": [1], name: [2]]))
    #expect(text.utf8.count < 1000)
    #expect(text.contains("…"))
  }
}
