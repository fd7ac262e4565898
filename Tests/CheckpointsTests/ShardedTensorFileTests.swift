import Checkpoints
import Tensors
import Testing

@Suite struct ShardedTensorFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(safetensors(["a": [1, 2], "b": [3]]), to: "model-1.safetensors")
    try folder.write(safetensors(["c": [4, 5, 6]]), to: "model-2.safetensors")
  }

  func open(_ index: String) throws -> any TensorFile {
    try CheckpointFile.open(path: folder.write(index.utf8, to: "model.safetensors.index.json"))
  }

  func problem(_ index: String) -> String {
    let error = #expect(throws: CheckpointError.self) { try open(index) }
    return error?.description.replacing(folder.path + "/", with: "") ?? "nothing"
  }

  @Test func anIndexJoinsItsFiles() throws {
    let file = try open(
      #"{"metadata":{"total_size":24},"weight_map":{"#
        + #""c":"model-2.safetensors","a":"model-1.safetensors","b":"model-1.safetensors"}}"#)
    #expect(file.format == "safetensors in 2 files")
    #expect(file.tensors.map(\.name) == ["c", "a", "b"])
    #expect(try file.tensor(named: "a") == Tensor([1, 2], shape: [2]))
    #expect(try file.tensor(named: "c") == Tensor([4, 5, 6], shape: [3]))
    #expect(throws: CheckpointError.self) { try file.tensor(named: "d") }
  }

  @Test func aMissingFileIsNamed() {
    #expect(
      problem(#"{"weight_map":{"a":"model-3.safetensors"}}"#)
        == "model-3.safetensors cannot be opened: No such file or directory")
  }

  @Test func aTensorThatIsNotWhereTheIndexSaysIsNamed() {
    #expect(
      problem(#"{"weight_map":{"a":"model-2.safetensors"}}"#)
        == "model.safetensors.index.json: tensor 'a' should be in 'model-2.safetensors', but is not"
    )
  }

  @Test(arguments: ["../model-1.safetensors", "/etc/passwd", ""])
  func filesElsewhereAreRefused(shard: String) {
    #expect(
      problem(#"{"weight_map":{"a":"\#(shard)"}}"#).contains(
        "'\(shard)' should be the name of a file beside the index"))
  }

  @Test func anIndexThatNamesItselfIsRefused() {
    #expect(
      problem(#"{"weight_map":{"a":"model.safetensors.index.json"}}"#)
        == "model.safetensors.index.json is JSON, where tensors were expected")
  }

  @Test func otherJSONIsNoCheckpoint() {
    #expect(problem(#"{"model_type":"swin"}"#).contains("is JSON without a 'weight_map'"))
  }
}
