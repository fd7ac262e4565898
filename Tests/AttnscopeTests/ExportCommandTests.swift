import Foundation
import TestSupport
import Testing

/// `export` writes pages to files, and takes no file away.
@Suite struct ExportCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "attnscope-export-\(UUID().uuidString)")

  private func export(
    _ page: String, to file: String, _ options: String...
  ) throws -> (status: Int32, error: String) {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let result = try Executable.run(
      ["export", page, "--model", "swin-t", "--no-run", "--out", file] + options)
    return (result.status, result.error)
  }

  @Test("A file that is there is not written over without --force")
  func nothingIsOverwritten() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "map.txt")
    #expect(try export("map", to: file.path).status == 0)
    try Data("mine".utf8).write(to: file)
    let refused = try export("map", to: file.path)
    #expect(refused.status == 1 && refused.error.contains("is there already"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
    #expect(try export("map", to: file.path, "--force").status == 0)
    #expect(try String(contentsOf: file, encoding: .utf8).contains("swin-t"))
  }

  @Test("A folder that is not there is named")
  func foldersAreNamed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "no/map.svg").path
    let refused = try export("map", to: file)
    #expect(refused.status == 1)
    #expect(
      refused.error.contains("\(file) cannot be written: there is no folder ")
        && refused.error.contains("/no"))
  }

  @Test("Without a checkpoint the checkpoint page has the parameters that one would hold")
  func parametersAreListed() throws {
    let result = try Executable.run(
      ["export", "checkpoint", "--model", "swin-t", "--no-run", "--csv"])
    let lines = result.text.split(separator: "\n")
    #expect(lines.first == "tensor,dtype,shape,fit" && lines.count == 1 + 173)
    #expect(lines.contains("head.weight,F32,\"[1000, 768]\",seeded"))
  }
}
