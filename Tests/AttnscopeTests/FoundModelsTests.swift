import Foundation
import TestSupport
import Testing

/// Checkpoints in caches: listed with what they are, and run by the names that people have for them.
@Suite final class FoundModelsTests {
  struct Found: Decodable {
    var name: String
    var path: String
    var bytes: Int
    var family: String?
    var variant: String?
    var complete: Bool
    var reason: String?
  }

  struct Inference: Decodable {
    struct Candidate: Decodable { var label: String }

    var model: String
    var weights: String
    var logits: [Float]
    var top: [Candidate]
  }

  private let folder = FileManager.default.temporaryDirectory.appending(path: "caches-\(UUID())")
  private let commit = "0123456789abcdef0123456789abcdef01234567"
  private static let tests = Executable.packageRoot.appending(path: "Tests")
  private static let saved = tests.appending(path: "VisionTransformersTests/Checkpoint/Fixtures")

  private var environment: [String: String] {
    ["HF_HOME": folder.path, "TORCH_HOME": folder.appending(path: "torch").path]
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Puts the files of a folder into the Hugging Face cache, as blobs and links to them.
  private func cache(_ files: URL, as repository: String) throws {
    let root = folder.appending(path: "hub/\(repository)")
    let snapshot = root.appending(path: "snapshots/\(commit)")
    let blobs = root.appending(path: "blobs")
    for made in [snapshot, blobs, root.appending(path: "refs")] {
      try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
    }
    try Data(commit.utf8).write(to: root.appending(path: "refs/main"))
    for name in try FileManager.default.contentsOfDirectory(atPath: files.path) {
      try FileManager.default.copyItem(
        at: files.appending(path: name), to: blobs.appending(path: "blob-\(name)"))
      try FileManager.default.createSymbolicLink(
        atPath: snapshot.appending(path: name).path,
        withDestinationPath: "../../blobs/blob-\(name)")
    }
  }

  private func hub(_ file: URL, as name: String) throws {
    let checkpoints = folder.appending(path: "torch/hub/checkpoints")
    try FileManager.default.createDirectory(at: checkpoints, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: file, to: checkpoints.appending(path: name))
  }

  private func fillCaches() throws {
    try cache(
      Self.saved.appending(path: "timm-swin"), as: "models--timm--swin_micro.tests")
    try cache(
      Self.saved.appending(path: "transformers-swin"), as: "models--tests--swin")
    try hub(Self.saved.appending(path: "torchvision-swin.pth"), as: "swin_micro-01234567.pth")
    try hub(
      Self.tests.appending(path: "CheckpointsTests/Fixtures/views.pth"), as: "odd\u{1B}[2J.pth")
    try hub(
      Self.tests.appending(path: "CheckpointsTests/Fixtures/torchscript.pt"), as: "script.pt")
  }

  @Test func everyCheckpointIsListedWithItsVerdict() throws {
    try fillCaches()
    let result = try Executable.run(["models", "--found", "--json"], environment: environment)
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(!result.text.contains("\u{1B}"))
    let found = try JSONDecoder().decode([Found].self, from: result.output)
    #expect(
      Set(found.map(\.name)) == [
        "hf:timm/swin_micro.tests", "hf:tests/swin", "torch:swin_micro-01234567.pth",
        "torch:odd\u{1B}[2J.pth", "torch:script.pt",
      ])
    for checkpoint in found where checkpoint.name.contains("swin") {
      #expect(checkpoint.complete && checkpoint.reason == nil && checkpoint.bytes > 40_000)
      #expect(checkpoint.family == "swin" && checkpoint.variant == "swin (width 8, depths 2,2)")
    }
    let others = found.filter { !$0.complete }
    #expect(others.count == 2)
    #expect(others.contains { $0.reason?.contains("no model of a known family") == true })
    #expect(others.contains { $0.reason?.contains("TorchScript") == true })
  }

  @Test func theListForPeopleHasALineForEach() throws {
    try fillCaches()
    let text = try Executable.run(["models", "--found"], environment: environment).text
    #expect(text.split(separator: "\n").count == 5 && !text.contains("\u{1B}"))
    #expect(text.contains("hf:tests/swin") && text.contains("swin (width 8, depths 2,2)"))
    #expect(text.contains(#"torch:odd\u{1B}[2J.pth"#))
  }

  @Test("What cannot be run is told in a few words, without the path")
  func misfitsAreCounted() throws {
    let source = Self.tests.appending(
      path: "CheckpointsTests/Fixtures/swin-micro.timm.safetensors")
    var data = try Data(contentsOf: source)
    let name = try #require(data.range(of: Data(#""norm.weight""#.utf8)))
    data.replaceSubrange(name, with: Data(#""norm.wEIGHT""#.utf8))
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: file) }
    try data.write(to: file)
    try hub(file, as: "holed.safetensors")
    try hub(
      Self.tests.appending(path: "CheckpointsTests/Fixtures/torchscript.pt"), as: "script.pt")
    let text = try Executable.run(["models", "--found"], environment: environment).text
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2 && !text.contains(folder.path))
    #expect(lines[0].hasSuffix("swin (width 8, depths 2,2,2,1), tensors: 1 missing"))
    #expect(lines[1].contains(" is a TorchScript archive: load it with torch.jit.load"))
  }

  @Test("Without other variables, caches are below HOME")
  func cachesAreBelowHome() throws {
    let cache = folder.appending(path: ".cache")
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    try hub(Self.saved.appending(path: "torchvision-swin.pth"), as: "swin_micro-01234567.pth")
    try FileManager.default.createSymbolicLink(
      at: cache.appending(path: "torch"), withDestinationURL: folder.appending(path: "torch"))
    let unset = [
      "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "TORCH_HOME",
    ]
    let environment = Dictionary(uniqueKeysWithValues: unset.map { ($0, "") })
      .merging(["HOME": folder.path]) { $1 }
    let text = try Executable.run(["models", "--found"], environment: environment).text
    #expect(text.hasPrefix("torch:swin_micro-01234567.pth "))
  }

  @Test func emptyCachesAreNamed() throws {
    let result = try Executable.run(["models", "--found"], environment: environment)
    #expect(result.status == 0)
    #expect(
      result.text
        == "no checkpoints in \(folder.path)/hub or \(folder.path)/torch/hub/checkpoints\n"
    )
    let json = try Executable.run(["models", "--found", "--json"], environment: environment)
    #expect(json.text == "[]\n")
  }

  @Test(arguments: [
    ("hf:timm/swin_micro.tests", "timm-swin", "moss"),
    ("hf:timm/swin_micro.tests@0123456789abcdef0123456789abcdef01234567", "timm-swin", "moss"),
    ("hf:tests/swin@main", "transformers-swin", "lute"),
    ("torch:swin_micro-01234567.pth", "torchvision-swin", nil as String?),
  ])
  func whatIsFoundRuns(weights: String, model: String, label: String?) throws {
    try fillCaches()
    let picture = Self.tests.appending(path: "VisionTransformersTests/Golden/input-0.png")
    let result = try Executable.run(
      ["infer", picture.path, "--as-is", "--weights", weights, "--json"], environment: environment)
    #expect(result.status == 0, "\(result.error)")
    let inference = try JSONDecoder().decode(Inference.self, from: result.output)
    #expect(inference.weights == weights)
    let expected = try #require(
      JSONDecoder().decode(
        [String: [Float]].self,
        from: Data(contentsOf: Self.saved.appending(path: "expected-logits.json")))[model])
    for (found, expected) in zip(inference.logits, expected) {
      #expect(abs(found - expected) <= 1e-5)
    }
    if let label { #expect(inference.top.first?.label == label) }
  }

  @Test(arguments: [
    ("hf:timm/none", "hf:timm/none is not in the Hugging Face cache"),
    ("hf:timm/swin_micro.tests@v2", "has no revision 'v2' in the cache: there is main"),
    ("torch:none.pth", "torch:none.pth is not in"),
  ])
  func whatIsNotThereExitsWithThree(weights: String, sentence: String) throws {
    try fillCaches()
    for command in ["infer", "inspect"] {
      let arguments = command == "infer" ? ["infer", "--weights", weights] : ["inspect", weights]
      let result = try Executable.run(arguments, environment: environment)
      #expect(result.status == 3 && result.output.isEmpty)
      #expect(result.error.contains(sentence), "\(result.error)")
    }
  }

  @Test func aModelThatTheCheckpointIsNotIsAUsageError() throws {
    try fillCaches()
    let result = try Executable.run(
      ["infer", "--model", "swin-t", "--weights", "hf:tests/swin"], environment: environment)
    #expect(result.status == 2)
    #expect(
      result.error.contains(
        "--model is swin-t, and hf:tests/swin holds swin (width 8, depths 2,2)"))
  }
}
