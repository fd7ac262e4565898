import CKernels

/// Rows of a matrix by number, in an order of their own: the members of a window, the keys of a group.
public struct TokenList: Sendable, Equatable, ExpressibleByArrayLiteral {
  /// The numbers, as the kernels read them.
  let numbers: [Int32]
  /// The first number, if each of the others is one more than the one before.
  let consecutiveStart: Int?
  /// The least and the largest number.
  let bounds: ClosedRange<Int>?

  public init(_ tokens: [Int]) { self.init(tokens.map(Int32.init)) }

  /// The numbers of a range.
  public init(_ tokens: Range<Int>) { self.init(Array(tokens)) }

  public init(arrayLiteral tokens: Int...) { self.init(tokens) }

  public init(_ numbers: [Int32]) {
    self.numbers = numbers
    guard let first = numbers.first, let least = numbers.min(), let largest = numbers.max() else {
      (consecutiveStart, bounds) = (nil, nil)
      return
    }
    bounds = Int(least)...Int(largest)
    let isConsecutive = numbers.indices.allSatisfy { Int(numbers[$0]) == Int(first) + $0 }
    consecutiveStart = isConsecutive ? Int(first) : nil
  }

  public var count: Int { numbers.count }

  public subscript(index: Int) -> Int { Int(numbers[index]) }

  /// Some of the numbers, in the same order.
  public func slice(_ range: Range<Int>) -> TokenList { TokenList(Array(numbers[range])) }

  /// Whether every number is a row of a matrix with so many rows.
  func fits(rows: Int) -> Bool {
    guard let bounds else { return true }
    return bounds.lowerBound >= 0 && bounds.upperBound < rows
  }

  /// The list as the kernels read it.
  func withRowList(_ body: (ck_row_list) -> Void) {
    if let consecutiveStart {
      unsafe body(ck_row_list(rows: nil, first: consecutiveStart, count: count))
    } else {
      unsafe numbers.withUnsafeBufferPointer {
        unsafe body(ck_row_list(rows: $0.baseAddress, first: 0, count: count))
      }
    }
  }
}
