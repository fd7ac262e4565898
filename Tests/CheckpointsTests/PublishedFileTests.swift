import Checkpoints
import Tensors
import Testing

/// Files that PyTorch and safetensors wrote themselves, of very small models.
@Suite struct PublishedFileTests {
  func open(_ name: String) throws -> any TensorFile {
    try CheckpointFile.open(path: fixture(name))
  }

  @Test(arguments: [
    ("boat-swin-micro.pth", "PyTorch zip", 142, 324_563),
    ("cswin-micro.ema.pth.tar", "PyTorch zip", 98, 418_650),
    ("swin-micro.legacy.pth", "PyTorch legacy (before 1.6)", 118, 318_291),
    ("swin-micro.official.pth", "PyTorch zip", 118, 318_291),
    ("swin-micro.timm.safetensors", "safetensors", 108, 99_800),
    ("swin-micro.timm.f16.safetensors", "safetensors", 108, 99_800),
    ("swin-micro.timm.bf16.safetensors", "safetensors", 108, 99_800),
    ("vit-micro.timm.safetensors", "safetensors", 32, 56_746),
  ])
  func everyTensorIsListedAndRead(
    name: String, format: String, tensors: Int, elements: Int
  ) throws {
    let file = try open(name)
    #expect(file.format == format)
    #expect(file.tensors.count == tensors)
    #expect(file.tensors.map(\.shape.count).reduce(0, +) == elements)
    for tensor in file.tensors where tensor.dtype.isReadableAsFloat {
      #expect(try file.tensor(named: tensor.name).shape == tensor.shape)
    }
    for tensor in file.tensors where tensor.dtype.isReadableAsInteger {
      #expect(try file.integers(named: tensor.name).count == tensor.shape.count)
    }
  }

  @Test func shapesAndNumbersAreThoseThatWereSaved() throws {
    let swin = try open("swin-micro.official.pth")
    #expect(swin.shape(of: "patch_embed.proj.weight") == [8, 3, 4, 4])
    #expect(swin.shape(of: "layers.0.blocks.0.attn.relative_position_bias_table") == [169, 1])
    #expect(
      try swin.tensor(named: "head.bias").scalars[..<3] == [-0.061214235, -0.096738666, 0.09598562])
    let vit = try open("vit-micro.timm.safetensors")
    #expect(vit.shape(of: "blocks.0.attn.qkv.weight") == [96, 32])
    #expect(vit.metadata == ["format": "pt"])
    #expect(
      try vit.tensor(named: "pos_embed").scalars[..<3] == [0.26857954, 0.32012603, -0.018563079])
  }

  @Test func theRelativePositionIndexIsReadAsIntegers() throws {
    let file = try open("swin-micro.official.pth")
    let index = try file.integers(named: "layers.0.blocks.0.attn.relative_position_index")
    for query in 0..<49 {
      for key in 0..<49 {
        let rows = query / 7 - key / 7 + 6
        let columns = query % 7 - key % 7 + 6
        #expect(index[query * 49 + key] == rows * 13 + columns)
      }
    }
  }

  @Test func theOldFormatHoldsTheSameNumbers() throws {
    let new = try open("swin-micro.official.pth")
    let old = try open("swin-micro.legacy.pth")
    #expect(old.tensors == new.tensors)
    for tensor in new.tensors where tensor.dtype.isReadableAsFloat {
      #expect(try old.tensor(named: tensor.name) == new.tensor(named: tensor.name))
    }
    for tensor in new.tensors where tensor.dtype.isReadableAsInteger {
      #expect(try old.integers(named: tensor.name) == new.integers(named: tensor.name))
    }
  }

  @Test func safetensorsHoldsTheSameNumbers() throws {
    let official = try open("swin-micro.official.pth")
    let timm = try open("swin-micro.timm.safetensors")
    var compared = 0
    for tensor in official.tensors {
      var name = tensor.name
      guard !name.contains("relative_position_index"), !name.contains("attn_mask") else { continue }
      for stage in 0..<3 where name.hasPrefix("layers.\(stage).downsample") {
        name = "layers.\(stage + 1)" + name.dropFirst(8)
        break
      }
      if name.hasPrefix("head.") { name = "head.fc." + name.dropFirst(5) }
      #expect(try timm.tensor(named: name) == official.tensor(named: tensor.name), "\(name)")
      compared += 1
    }
    #expect(compared == timm.tensors.count)
  }

  @Test(arguments: [("f16", Float(0x1p-11)), ("bf16", Float(0x1p-8))])
  func halfPrecisionsDifferByTheirRoundingAlone(type: String, error: Float) throws {
    let whole = try open("swin-micro.timm.safetensors")
    let half = try open("swin-micro.timm.\(type).safetensors")
    #expect(half.tensors.map(\.name) == whole.tensors.map(\.name))
    for tensor in whole.tensors {
      let pairs = try zip(
        half.tensor(named: tensor.name).scalars, whole.tensor(named: tensor.name).scalars)
      #expect(pairs.allSatisfy { abs($0 - $1) <= error * abs($1) + 0x1p-25 }, "\(tensor.name)")
    }
  }

  @Test(arguments: ["swin-micro.official.pth", "swin-micro.legacy.pth"])
  func tasksMayReadAtTheSameTime(name: String) async throws {
    let file = try open(name)
    let names = file.tensors.filter(\.dtype.isReadableAsFloat).map(\.name)
    let alone = try names.map { try file.tensor(named: $0) }
    let together = try await withThrowingTaskGroup(of: (Int, Tensor).self) { group in
      for (i, name) in names.enumerated() { group.addTask { (i, try file.tensor(named: name)) } }
      return try await group.reduce(into: [Int: Tensor]()) { $0[$1.0] = $1.1 }
    }
    #expect(names.indices.allSatisfy { together[$0] == alone[$0] })
  }

  @Test func aTrainingCheckpointGivesItsAveragedModelWithoutPrefix() throws {
    let file = try open("cswin-micro.ema.pth.tar")
    #expect(file.shape(of: "stage1_conv_embed.0.weight") == [16, 3, 7, 7])
    #expect(!file.contains("module.stage1_conv_embed.0.weight"))
    #expect(file.opaque == ["argparse.Namespace"])
    #expect(file.ranCodeWarning == nil)
  }
}
