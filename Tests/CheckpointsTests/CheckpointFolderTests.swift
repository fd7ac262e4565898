import Checkpoints
import Foundation
import Testing

/// Folders named instead of files.
@Suite struct CheckpointFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String = "") throws -> String {
    let locations = CheckpointLocations(environment: [:], home: "/nowhere")
    return try locations.path(of: name.isEmpty ? folder.path : "\(folder.path)/\(name)")
  }

  private func problem(_ name: String = "") -> String {
    let error = #expect(throws: CheckpointError.self) { try path(name) }
    return error?.description.replacing(folder.path, with: "…") ?? "nothing"
  }

  @Test(
    "Of several files the one is taken that the libraries prefer",
    arguments: [
      (["pytorch_model.bin", "model.safetensors", "optimizer.pt"], "model.safetensors"),
      (
        ["model-00001-of-00002.safetensors", "model.safetensors.index.json", "pytorch_model.bin"],
        "model.safetensors.index.json"
      ),
      (["training_args.bin", "pytorch_model.bin", "config.json"], "pytorch_model.bin"),
      (["notes.txt", "swin_tiny.pth", "config.json"], "swin_tiny.pth"),
    ])
  func preferenceDecides(names: [String], chosen: String) throws {
    for name in names { try folder.write([0], to: name) }
    #expect(try path() == "\(folder.path)/\(chosen)")
    #expect(try path("/") == "\(folder.path)/\(chosen)")
  }

  @Test("A folder without a checkpoint says what there is")
  func emptyFoldersSaySo() throws {
    try folder.write([0], to: "sub/model.safetensors")
    try folder.write(Array("{}".utf8), to: "config.json")
    #expect(
      problem()
        == "… is a folder without a checkpoint: there is config.json, sub, where model.safetensors "
        + "or pytorch_model.bin was expected")
  }

  @Test("Of several files with names of their own none is taken")
  func ambiguityIsRefused() throws {
    try folder.write([0], to: "swin.pth")
    try folder.write([0], to: "cs\u{1B}win.pth")
    #expect(
      problem()
        == "… is a folder of several checkpoints: name one of them; there is cs\\u{1b}win.pth, swin.pth"
    )
  }

  @Test("A repository of the cache means its main branch, a broken link says so")
  func repositoriesLeadToMain() throws {
    let commit = "0123456789abcdef0123456789abcdef01234567"
    try folder.write("\(commit)\n".utf8, to: "repository/refs/main")
    let file = try folder.write([0], to: "repository/snapshots/\(commit)/model.safetensors")
    #expect(try path("repository") == file)
    #expect(try path("repository/snapshots/\(commit)") == file)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createSymbolicLink(
      atPath: file, withDestinationPath: "../../blobs/gone")
    #expect(problem("repository").hasSuffix("model.safetensors links to a file that is gone"))
  }

  @Test("A path that is no folder stays as it is")
  func pathsStay() throws {
    #expect(try path("nothing.pth") == "\(folder.path)/nothing.pth")
  }
}
