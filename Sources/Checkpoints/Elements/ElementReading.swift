extension ByteSource where Self: ~Copyable {
  /// Reads elements of a floating-point type, as floats.
  ///
  /// - Precondition: `dtype.isReadableAsFloat`.
  mutating func readFloats(
    _ count: Int, of dtype: DType, byteOrder: ByteOrder = .little
  ) throws(CheckpointError) -> [Float] {
    switch dtype {
    case .f32 where byteOrder == .native: try readInPlace(count) as [Float]
    case .f32: try read(count, byteOrder) { (bits: UInt32) in Float(bitPattern: bits) }
    case .f16: try read(count, byteOrder) { (bits: UInt16) in floatFromHalf(bits) }
    case .bf16: try read(count, byteOrder) { (bits: UInt16) in floatFromBFloat16(bits) }
    case .f64: try read(count, byteOrder) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    default: preconditionFailure("\(dtype) cannot be read as floats")
    }
  }

  /// Reads elements of an integer type.
  ///
  /// - Precondition: `dtype.isReadableAsInteger`.
  mutating func readIntegers(
    _ count: Int, of dtype: DType, byteOrder: ByteOrder = .little
  ) throws(CheckpointError) -> [Int] {
    switch dtype {
    case .i32: try read(count, byteOrder) { (bits: UInt32) in Int(Int32(bitPattern: bits)) }
    case .i64: try read(count, byteOrder) { (bits: UInt64) in Int(Int64(bitPattern: bits)) }
    default: preconditionFailure("\(dtype) cannot be read as integers")
    }
  }

  /// Reads bytes as they are.
  mutating func readBytes(_ count: Int) throws(CheckpointError) -> [UInt8] {
    try readInPlace(count)
  }

  /// Reads elements right to where they stay.
  private mutating func readInPlace<Element: BitwiseCopyable>(
    _ count: Int
  ) throws(CheckpointError) -> [Element] {
    try [Element](capacity: count) { (output: inout OutputSpan<Element>) throws(CheckpointError) in
      try unsafe output.withUnsafeMutableBufferPointer {
        (elements, initialized) throws(CheckpointError) in
        let whole = unsafe UnsafeMutableBufferPointer(rebasing: elements[..<count])
        try unsafe read(into: UnsafeMutableRawBufferPointer(whole))
        initialized = count
      }
    }
  }

  /// Reads elements piece by piece, so that their own form never takes much memory.
  @inline(__always)
  private mutating func read<Bits: FixedWidthInteger, Element>(
    _ count: Int, _ byteOrder: ByteOrder, _ element: (Bits) -> Element
  ) throws(CheckpointError) -> [Element] {
    var piece = [Bits](repeating: 0, count: min(count, 16_384))
    return try [Element](capacity: count) {
      (output: inout OutputSpan<Element>) throws(CheckpointError) in
      try unsafe output.withUnsafeMutableBufferPointer {
        (elements, initialized) throws(CheckpointError) in
        while initialized < count {
          let length = min(piece.count, count - initialized)
          try fill(&piece, length, byteOrder)
          let target = unsafe UnsafeMutableBufferPointer(rebasing: elements[initialized...])
          unsafe piece.withUnsafeBufferPointer { bits in
            // The bare loop, so that it becomes vector code.
            for i in 0..<length { unsafe target.initializeElement(at: i, to: element(bits[i])) }
          }
          initialized += length
        }
      }
    }
  }

  /// Reads numbers and turns their bytes to this machine's order.
  private mutating func fill<Bits: FixedWidthInteger>(
    _ piece: inout [Bits], _ length: Int, _ byteOrder: ByteOrder
  ) throws(CheckpointError) {
    try unsafe piece.withUnsafeMutableBufferPointer { (buffer) throws(CheckpointError) in
      let part = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<length])
      try unsafe read(into: UnsafeMutableRawBufferPointer(part))
      guard byteOrder != .native else { return }
      for i in part.indices { unsafe part[i] = part[i].byteSwapped }
    }
  }
}

/// Which byte of a number comes first.
enum ByteOrder: Sendable {
  case little, big

  /// That of this machine.
  static let native: ByteOrder = 1.littleEndian == 1 ? .little : .big
}
