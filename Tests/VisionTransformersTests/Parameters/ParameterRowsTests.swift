import Tensors
import Testing
import VisionTransformers

@Suite struct ParameterRowsTests {
  private func expectRows(
    of source: any ParameterSource, named name: String, shape: Shape
  ) throws {
    let whole = try source.tensor(named: name, shape: shape).scalars
    let length = shape.count / shape.extents[0]
    let read = try source.rows(named: name, shape: shape)
    for first in 0..<shape.extents[0] {
      for end in first...shape.extents[0] {
        let rows = try read(first..<end)
        #expect(rows == Array(whole[first * length..<end * length]), "\(name) \(first)..<\(end)")
      }
    }
  }

  @Test func rowsOfASeedAreThoseOfTheWhole() throws {
    try expectRows(of: SeededParameters(seed: 9), named: "head.weight", shape: [10, 7])
  }

  @Test func aSourceThatGivesTensorsGivesRowsToo() throws {
    let doubled = ScaledParameters(source: SeededParameters(), factors: ["weight": 2])
    try expectRows(of: doubled, named: "head.weight", shape: [10, 7])
  }

  /// The file has queries, keys and values apart.
  @Test func rowsOfJoinedTensorsGoFromOneToTheNext() throws {
    let path = CheckpointFixture.path("transformers-swin/model.safetensors.index.json")
    let checkpoint = try Checkpoint(path: path)
    let parameters = try checkpoint.spec.audit().parameters.parameters
    let joined = try #require(parameters.first { $0.name.hasSuffix("qkv.weight") })
    try expectRows(of: checkpoint.parameters, named: joined.name, shape: joined.shape)
  }

  @Test func anotherShapeIsRefused() throws {
    let path = CheckpointFixture.path("transformers-swin/model.safetensors.index.json")
    let checkpoint = try Checkpoint(path: path)
    #expect(throws: ModelError.self) {
      try checkpoint.parameters.rows(named: "head.weight", shape: [3, 3])
    }
    #expect(throws: ModelError.self) {
      try checkpoint.parameters.rows(named: "nobody.weight", shape: [3, 3])
    }
  }
}
