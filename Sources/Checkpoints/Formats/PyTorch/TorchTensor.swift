/// Elements that one or more tensors share.
struct TorchStorage: Equatable {
  /// Names the place of its bytes in the file.
  let key: String
  /// The type of its elements, or nothing where it only counts bytes.
  let dtype: DType?
  /// Elements, or bytes where it has no type.
  let count: Int
  /// The part that is meant, in elements; all of it, but for views in old files.
  let window: Range<Int>

  /// The type of its elements, bytes where it has none.
  var elementType: DType { dtype ?? .u8 }

  /// Bytes of all of it, or nothing where an `Int` cannot count them.
  var byteCount: Int? { product(of: [count, elementType.bitWidth / 8]) }
}

/// A view of a storage: which of its elements make a tensor, and in which order.
struct TorchTensor: Equatable {
  let storage: TorchStorage
  let dtype: DType
  /// The place of the first element, counted from the start of the whole storage in elements of
  /// ``dtype``.
  let offset: Int
  let extents: [Int]
  /// Elements from one index to the next, for each dimension.
  let strides: [Int]

  /// Elements of the storage from the first to the last that the view shows.
  var span: Int {
    guard !extents.contains(0) else { return 0 }
    return 1 + zip(extents, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
  }

  /// Whether the elements lie in the storage as they do in the tensor.
  var isContiguous: Bool {
    guard !extents.contains(0) else { return true }
    var expected = 1
    for (extent, stride) in zip(extents, strides).reversed() where extent != 1 {
      guard stride == expected else { return false }
      expected *= extent
    }
    return true
  }

  /// The elements in row-major order, out of those that the view spans.
  func gather<Element>(_ elements: [Element]) -> [Element] {
    guard !isContiguous, let length = extents.last, let step = strides.last else {
      return elements
    }
    let count = extents.reduce(1, *)
    var result: [Element] = []
    result.reserveCapacity(count)
    var indices = [Int](repeating: 0, count: extents.count - 1)
    var start = 0
    while result.count < count {
      for i in 0..<length { result.append(elements[start + i * step]) }
      for axis in indices.indices.reversed() {
        indices[axis] += 1
        start += strides[axis]
        guard indices[axis] == extents[axis] else { break }
        start -= extents[axis] * strides[axis]
        indices[axis] = 0
      }
    }
    return result
  }
}
