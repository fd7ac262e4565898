import Checkpoints
import Tensors
import Testing

/// Files that PyTorch 2.13 wrote by `torch.save`, each for one thing that it can do.
///
/// The `views` files hold views of `torch.arange(24) / 4` and one small tensor of each type; the
/// `training` files hold what training scripts save besides the model.
@Suite struct PyTorchFileTests {
  func open(_ name: String) throws -> any TensorFile {
    try CheckpointFile.open(path: fixture(name))
  }

  static let views = [
    "views.pth", "views.legacy.pth", "views.protocol4.pth", "views.legacy.protocol4.pth",
    "views.deflated.pth",
  ]

  /// The elements of the storage that the views share, by their places in it.
  func elements(_ places: [Int]) -> [Float] { places.map { Float($0) / 4 } }

  @Test(arguments: views)
  func viewsOfOneStorageShowTheirOwnElements(name: String) throws {
    let file = try open(name)
    func expect(_ name: String, _ shape: Shape, _ places: [Int]) throws {
      #expect(try file.tensor(named: name) == Tensor(elements(places), shape: shape))
    }
    try expect("whole", [2, 3, 4], Array(0..<24))
    try expect("transposed", [6, 4], (0..<6).flatMap { row in (0..<4).map { row + 6 * $0 } })
    try expect("every_other", [12], Array(stride(from: 1, to: 24, by: 2)))
    try expect("corner", [2, 3], [8, 9, 10, 14, 15, 16])
    try expect(
      "permuted", [4, 2, 3],
      (0..<4).flatMap { i in (0..<2).flatMap { j in (0..<3).map { j * 12 + $0 * 4 + i } } })
    try expect("repeated", [3, 2], [3, 4, 3, 4, 3, 4])
    try expect("scalar", [], [10])
    try expect("empty", [0, 7], [])
  }

  @Test(arguments: views)
  func everyTypeIsReadOrNamed(name: String) throws {
    let file = try open(name)
    #expect(
      try file.tensor(named: "parameter") == Tensor([1, -2, 3, -4], shape: [2, 2]))
    #expect(try file.tensor(named: "half").scalars == [0.099975586, 65504, -0x1p-24])
    #expect(
      try file.tensor(named: "bfloat").scalars
        == [0.10009765625, Float(bitPattern: 0x7F62_0000), Float(bitPattern: 0x8001_0000)])
    #expect(try file.tensor(named: "double").scalars == [0.1, .infinity, -1 / 3])
    #expect(try file.integers(named: "long") == [-1, 1 << 40, 0, 7])
    #expect(try file.integers(named: "int") == [-5, Int(Int32.max)])
    for (name, dtype) in [("bool", "BOOL"), ("byte", "U8"), ("complex", "C64"), ("long", "I64")] {
      let error = #expect(throws: CheckpointError.self) { try file.tensor(named: name) }
      #expect(error?.description.contains("'\(name)' is of \(dtype), not of F32") == true)
    }
    #expect(throws: CheckpointError.self) { try file.integers(named: "half") }
    #expect(throws: CheckpointError.self) { try file.tensor(named: "no such tensor") }
    #expect(file.opaque == [])
  }

  @Test func filesOfBigEndianMachinesAreRead() throws {
    let file = try open("views.big-endian.pth")
    let little = try open("views.pth")
    for name in ["transposed", "half", "double"] {
      #expect(try file.tensor(named: name) == little.tensor(named: name))
    }
    #expect(try file.integers(named: "int") == little.integers(named: "int"))
  }

  @Test(arguments: ["training.pth", "training.legacy.pth", "training.protocol4.pth"])
  func aTrainingCheckpointGivesItsModelAlone(name: String) throws {
    let file = try open(name)
    #expect(
      file.tensors.map(\.name) == [
        "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
        "1.num_batches_tracked",
      ])
    #expect(
      try file.tensor(named: "0.weight") == Tensor([0, 1, 2, 3, 4, 5], shape: [3, 2]))
    #expect(try file.tensor(named: "1.bias").scalars == [30, 31, 32])
    #expect(try file.integers(named: "1.num_batches_tracked") == [1])
    #expect(file.opaque.contains("argparse.Namespace"))
    #expect(file.opaque.contains("__main__.Anything"))
    #expect(file.opaque.contains("numpy.dtype"))
    #expect(!file.opaque.contains { $0.hasPrefix("torch.") || $0.hasPrefix("builtins.") })
    #expect(file.ranCodeWarning == nil)
  }

  @Test func storagesWithoutATypeAreReadByTheTensorsType() throws {
    let file = try open("untyped.pth")
    #expect(file.tensors.map(\.dtype) == [.f8e4m3, .u16, .f32])
    #expect(try file.tensor(named: "c").scalars == [1.5])
  }

  @Test func subclassesOfTensorsAreTensors() throws {
    let file = try open("subclass.pth")
    #expect(try file.tensor(named: "sub").scalars == [1, 2])
    #expect(try file.tensor(named: "buf").scalars == [3])
  }

  @Test func aFileThatWouldRunCodeIsReadWithAWarning() throws {
    let file = try open("malicious.pth")
    #expect(try file.tensor(named: "w").scalars == [1, 2])
    #expect(
      file.ranCodeWarning == "this file tried to run code; nothing was run (posix.system)")
    #expect(file.opaque == ["posix.system"])
  }

  @Test(arguments: [
    (
      "module.pth",
      " holds no tensors by name, but an object of "
        + "'torch.nn.modules.container.Sequential': save model.state_dict() with torch.save instead"
    ),
    (
      "torchscript.pt",
      " is a TorchScript archive: load it with torch.jit.load, and save its state_dict() with "
        + "torch.save"
    ),
    ("list.pth", " holds no tensors by name: save model.state_dict() with torch.save instead"),
  ])
  func whatHoldsNoStateDictionaryIsRefused(name: String, problem: String) {
    #expect(throws: CheckpointError(fixture(name) + problem)) { try open(name) }
  }
}
