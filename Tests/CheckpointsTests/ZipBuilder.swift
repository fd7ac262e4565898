/// Puts a zip archive together, with any lies that a test needs.
struct ZipBuilder {
  struct Entry {
    var name: String
    var data: [UInt8] = []
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// Bytes when unpacked, where it is not what it should be.
    var size: UInt32?
    var packedSize: UInt32?
    var checksum: UInt32?
    /// Where the archive says that the entry is, where it is not there.
    var offset: UInt32?
  }

  var entries: [Entry]

  /// An archive as `torch.save` writes it.
  init(pickle: [UInt8], storages: [String: [UInt8]] = [:], others: [Entry] = []) {
    entries = [Entry(name: "model/data.pkl", data: pickle)]
    entries += storages.sorted { $0.key < $1.key }.map {
      Entry(name: "model/data/\($0.key)", data: $0.value)
    }
    entries += others
  }

  var bytes: [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let start = UInt32(archive.count)
      let common = describe(entry)
      archive += [0x50, 0x4B, 0x03, 0x04] + common + little(UInt16(0)) + Array(entry.name.utf8)
      archive += entry.data
      directory += [0x50, 0x4B, 0x01, 0x02] + little(UInt16(20)) + common
      directory += [UInt8](repeating: 0, count: 12) + little(entry.offset ?? start)
      directory += Array(entry.name.utf8)
    }
    let count = little(UInt16(entries.count))
    let end =
      [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0] + count + count + little(UInt32(directory.count))
      + little(UInt32(archive.count)) + [0, 0]
    return archive + directory + end
  }

  /// What both the entry and the directory say, from the version to the name's length.
  private func describe(_ entry: Entry) -> [UInt8] {
    let size = UInt32(entry.data.count)
    return little(UInt16(20)) + little(entry.flags) + little(entry.method) + [0, 0, 0, 0]
      + little(entry.checksum ?? checksum(of: entry.data)) + little(entry.packedSize ?? size)
      + little(entry.size ?? size) + little(UInt16(entry.name.utf8.count))
  }

  /// The cyclic redundancy check that zip uses.
  private func checksum(of data: [UInt8]) -> UInt32 {
    var sum: UInt32 = .max
    for byte in data {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
    }
    return ~sum
  }
}

/// The bytes of a number, the lowest first.
func little(_ value: some FixedWidthInteger) -> [UInt8] {
  (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}
