internal import CZip

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// libzip's view of an open archive, closed when it goes.
@safe
struct ZipHandle: ~Copyable {
  private let archive: OpaquePointer
  private let file: ReadableFile
  /// Files in the archive.
  let count: UInt64

  init(_ file: ReadableFile) throws(CheckpointError) {
    // libzip closes the descriptor that it gets.
    let descriptor = dup(file.descriptor)
    var code: Int32 = 0
    guard let archive = unsafe zip_fdopen(descriptor, 0, &code) else {
      close(descriptor)
      var error = unsafe zip_error_t()
      unsafe zip_error_init_with_code(&error, code)
      defer { unsafe zip_error_fini(&error) }
      throw CheckpointError("\(file.name) is a damaged zip archive: \(unsafe Self.text(&error))")
    }
    unsafe self.archive = archive
    self.file = file
    count = UInt64(max(0, unsafe zip_get_num_entries(archive, 0)))
  }

  deinit { unsafe zip_discard(archive) }

  private static func text(_ error: UnsafeMutablePointer<zip_error_t>) -> String {
    unsafe String(cString: zip_error_strerror(error)).printable
  }

  /// What the archive says about one of its files.
  func entry(_ index: UInt64) throws(CheckpointError) -> ZipArchive.Entry {
    var status = unsafe zip_stat_t()
    let needed = UInt64(
      ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD
        | ZIP_STAT_ENCRYPTION_METHOD)
    guard unsafe zip_stat_index(archive, index, UInt32(ZIP_FL_ENC_GUESS), &status) == 0,
      unsafe status.valid & needed == needed, let text = unsafe status.name
    else {
      throw CheckpointError(
        "\(file.name): file \(index) of the archive has no complete description")
    }
    let name = unsafe String(cString: text)
    let subject = "\(file.name): \(name.quoted) in the archive"
    guard unsafe status.encryption_method == UInt16(ZIP_EM_NONE) else {
      throw CheckpointError("\(subject) is encrypted")
    }
    let method = unsafe Int32(status.comp_method)
    guard method == ZIP_CM_STORE || method == ZIP_CM_DEFLATE else {
      throw CheckpointError("\(subject) is compressed by method \(method), not stored or deflated")
    }
    let packed = unsafe status.comp_size
    guard let size = unsafe Int(exactly: status.size), packed <= file.size,
      method != ZIP_CM_STORE || size == packed
    else {
      throw CheckpointError("\(subject) claims \(unsafe status.size) bytes, but has \(packed)")
    }
    return ZipArchive.Entry(
      index: index, name: name, size: size, isCompressed: method != ZIP_CM_STORE)
  }

  /// Begins to read one of the files.
  func open(
    _ entry: ZipArchive.Entry, from offset: Int
  ) throws(CheckpointError) -> ZipBytes {
    guard let opened = unsafe zip_fopen_index(archive, entry.index, 0) else {
      let problem = unsafe Self.text(zip_get_error(archive))
      throw CheckpointError(
        "\(file.name): \(entry.name.quoted) in the archive is damaged: \(problem)")
    }
    var bytes = unsafe ZipBytes(opened, of: entry, in: file)
    try bytes.skip(offset)
    return bytes
  }
}
