import Checkpoints
import Tensors
import Testing

/// Archives that lie about what is in them.
@Suite struct HostileZipTests {
  typealias Entry = ZipBuilder.Entry

  let folder: TemporaryFolder
  let pickle = Pickled.dictionary(["w": Pickled.vector(2)])
  let floats: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]

  init() throws { folder = try TemporaryFolder() }

  func open(_ archive: ZipBuilder) throws -> any TensorFile {
    try CheckpointFile.open(path: folder.write(archive.bytes, to: "model.pth"))
  }

  /// What is wrong with an archive, without its path.
  func problem(_ archive: ZipBuilder) -> String {
    let error = #expect(throws: CheckpointError.self) {
      let file = try open(archive)
      _ = try file.tensor(named: "w")
    }
    return String(error?.description.dropFirst(folder.path.count + 1) ?? "nothing")
  }

  func archive(_ others: Entry...) -> ZipBuilder {
    ZipBuilder(pickle: pickle, storages: ["0": floats], others: others)
  }

  @Test func anHonestArchiveIsRead() throws {
    let file = try open(archive())
    #expect(try file.tensor(named: "w") == Tensor([1, 2], shape: [2]))
  }

  @Test("A pickle that holds nothing but a call is told to be what it is")
  func aPickleThatOnlyRunsCodeIsNamed() {
    let call =
      Pickled.proto + Pickled.global("os", "system") + Pickled.tuple(Pickled.text("touch x"))
      + Pickled.reduce + Pickled.stop
    #expect(
      problem(ZipBuilder(pickle: call))
        == "model.pth holds no model that can be read, and tried to run code; nothing was run "
        + "(os.system)")
  }

  @Test func theFolderMayHaveAnyName() throws {
    var archive = archive()
    for i in archive.entries.indices {
      archive.entries[i].name = archive.entries[i].name.replacing("model/", with: "Ärchive 1/")
    }
    #expect(try open(archive).tensor(named: "w").scalars == [1, 2])
  }

  @Test func encryptedFilesAreRefused() {
    #expect(
      problem(archive(Entry(name: "model/x", flags: 1)))
        == "model.pth: 'model/x' in the archive is encrypted")
  }

  @Test func otherCompressionsAreRefused() {
    #expect(
      problem(archive(Entry(name: "model/x", method: 12)))
        == "model.pth: 'model/x' in the archive is compressed by method 12, not stored or deflated")
  }

  @Test func namesThatAppearTwiceAreRefused() {
    #expect(
      problem(archive(Entry(name: "model/data/0", data: floats)))
        == "model.pth: two files of the archive have the name 'model/data/0'")
  }

  @Test func aStoredFileOfTwoSizesIsRefused() {
    #expect(
      problem(archive(Entry(name: "model/x", data: floats, size: 9)))
        == "model.pth: 'model/x' in the archive claims 9 bytes, but has 8")
  }

  @Test func aFileLongerThanTheArchiveIsRefused() {
    #expect(
      problem(archive(Entry(name: "model/x", size: 1 << 30, packedSize: 1 << 30))).contains(
        "'model/x' in the archive claims 1073741824 bytes"))
  }

  @Test func aZipBombIsRefusedBeforeItIsUnpacked() {
    #expect(
      problem(archive(Entry(name: "model/x", data: floats, method: 8, size: .max - 15))).hasSuffix(
        "a zip bomb?"))
  }

  @Test func filesThatShareTheirBytesAreABombToo() {
    let payload = Entry(name: "model/payload", data: [UInt8](repeating: 0, count: 100_000))
    var archive = archive(payload)
    let start = UInt32(archive.bytes.firstRange(of: Array("model/payload".utf8))?.lowerBound ?? 0)
    for i in 0..<1000 {
      archive.entries.append(
        Entry(name: "model/\(i)", size: 100_000, packedSize: 100_000, offset: start - 30))
    }
    #expect(problem(archive).hasSuffix("a zip bomb?"))
  }

  /// A block of deflate that is not compressed, of eight bytes.
  @Test func aFileThatUnpacksToMoreThanItSaysIsRefused() throws {
    let block: [UInt8] = [1, 8, 0, 0xF7, 0xFF] + floats
    var archive = archive()
    archive.entries[1].data = block
    archive.entries[1].method = 8
    archive.entries[1].size = 8
    archive.entries[1].checksum = 0x8EE8_EBFA
    #expect(problem(archive).contains("in the archive is damaged"))
    archive.entries[0].data = Pickled.dictionary(["w": Pickled.vector(1)])
    archive.entries[1].size = 4
    #expect(problem(archive).contains("in the archive is damaged"))
  }

  @Test func aWrongCheckSumIsRefused() {
    var archive = archive()
    archive.entries[1].checksum = 7
    #expect(problem(archive) == "model.pth: 'model/data/0' in the archive is damaged: CRC error")
  }

  @Test(arguments: [1, 1000, 0x7FFF_FFFF, 0xFFFF_FFF0])
  func aFileThatIsNotWhereTheArchiveSaysIsRefused(offset: UInt32) {
    var archive = archive()
    archive.entries[1].offset = offset
    #expect(problem(archive).contains("damaged"))
  }

  @Test func aStorageOfAnotherLengthIsRefused() {
    #expect(
      problem(ZipBuilder(pickle: pickle, storages: ["0": floats + [0]]))
        == "model.pth: 'model/data/0' has 9 bytes, but should hold 2 elements of F32")
  }

  @Test func aMissingStorageIsNamed() {
    #expect(
      problem(ZipBuilder(pickle: pickle))
        == "model.pth has no 'model/data/0', where the elements of a tensor should be")
  }

  @Test func anotherByteOrderIsNamed() {
    #expect(
      problem(archive(Entry(name: "model/byteorder", data: Array("middle".utf8))))
        == "model.pth: the byte order 'middle' is unknown")
  }

  @Test func otherArchivesAreNamed() {
    var archive = archive()
    archive.entries = [Entry(name: "weights.npy", data: floats)]
    #expect(
      problem(archive)
        == "model.pth is a zip archive without 'data.pkl', so torch.save did not write it: unpack "
        + "it first")
    archive.entries = []
    #expect(problem(archive).contains("without 'data.pkl'"))
  }

  @Test func controlCharactersInNamesNeverReachTheTerminal() {
    let text = problem(archive(Entry(name: "model/\u{9B}2J", flags: 1)))
    #expect(text.contains(#"'model/\u{9b}2J'"#))
    let tensor = Pickled.tensor(
      Pickled.storage("\u{1B}c", count: Pickled.integer(1)), shape: Pickled.emptyTuple,
      strides: Pickled.emptyTuple)
    #expect(
      problem(ZipBuilder(pickle: Pickled.dictionary(["\u{7}": tensor])))
        == #"model.pth has no 'model/data/\u{1b}c', where the elements of a tensor should be"#)
  }
}
