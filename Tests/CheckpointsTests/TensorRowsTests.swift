import Checkpoints
import Foundation
import Tensors
import Testing

@Suite struct TensorRowsTests {
  /// Reads a tensor in pieces of one row, two rows, three, and so on.
  private func inPieces(_ name: String, of file: any TensorFile) throws -> [Float] {
    let rows = try file.rows(named: name)
    var (scalars, first, length): ([Float], Int, Int) = ([], 0, 1)
    while first < rows.count {
      let end = min(first + length, rows.count)
      scalars += try rows.read(first..<end)
      (first, length) = (end, length + 1)
    }
    return scalars
  }

  @Test(arguments: [
    "swin-micro.official.pth", "swin-micro.legacy.pth", "swin-micro.timm.safetensors",
    "swin-micro.timm.f16.safetensors", "swin-micro.timm.bf16.safetensors", "views.pth",
    "views.big-endian.pth",
  ])
  func rowsTogetherAreTheTensor(name: String) throws {
    let file = try CheckpointFile.open(path: fixture(name))
    for tensor in file.tensors
    where tensor.dtype.isReadableAsFloat && !tensor.shape.extents.isEmpty {
      #expect(try inPieces(tensor.name, of: file) == file.tensor(named: tensor.name).scalars)
    }
  }

  @Test func prefixesAndSeveralFilesAreNoHindrance() throws {
    let folder = try TemporaryFolder()
    try folder.write(safetensors(["module.a": [1, 2], "module.b": [3]]), to: "1.safetensors")
    let index = #"{"weight_map":{"module.a":"1.safetensors","module.b":"1.safetensors"}}"#
    let file = try CheckpointFile.open(
      path: folder.write(index.utf8, to: "model.safetensors.index.json"))
    #expect(try inPieces("a", of: file) == [1, 2])
    #expect(try file.rows(named: "a").read(1..<2) == [2])
  }

  @Test func whatIsNoTensorOfFloatsIsRefusedAtOnce() throws {
    let file = try CheckpointFile.open(path: fixture("swin-micro.official.pth"))
    #expect(throws: CheckpointError.self) { try file.rows(named: "nobody") }
    #expect(throws: CheckpointError.self) {
      try file.rows(named: "layers.0.blocks.0.attn.relative_position_index")
    }
  }

  @Test func aFileThatShrinksMeanwhileIsASentence() throws {
    let folder = try TemporaryFolder()
    let bytes = safetensors(["a": [1, 2, 3, 4]])
    let path = try folder.write(bytes, to: "model.safetensors")
    let rows = try CheckpointFile.open(path: path).rows(named: "a")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: UInt64(bytes.count - 8))
    try handle.close()
    #expect(try rows.read(0..<2) == [1, 2])
    let error = #expect(throws: CheckpointError.self) { try rows.read(2..<4) }
    #expect(error?.description.contains("model.safetensors") == true)
  }
}
