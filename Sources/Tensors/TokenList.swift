import CKernels

/// Rows of a matrix by number, in an order of their own: the members of a window, the keys of a group.
public struct TokenList: Sendable, ExpressibleByArrayLiteral {
  private enum Numbers: Sendable {
    case own([Int32])
    case shared(TokenOrder)

    subscript(index: Int) -> Int32 {
      switch self {
      case .own(let numbers): numbers[index]
      case .shared(let order): Int32(order[index])
      }
    }
  }

  /// The numbers; a list is some of them, from ``first`` on.
  private let numbers: Numbers
  private let first: Int
  public let count: Int
  /// The first number, if each of the others is one more than the one before.
  let consecutiveStart: Int?
  /// The least and the largest number.
  let bounds: ClosedRange<Int>?

  public init(_ tokens: [Int]) { self.init(tokens.map(Int32.init)) }

  /// The numbers of a range.
  public init(_ tokens: Range<Int>) { self.init(Array(tokens)) }

  public init(arrayLiteral tokens: Int...) { self.init(tokens) }

  public init(_ numbers: [Int32]) { self.init(.own(numbers), numbers.indices) }

  /// Some of the numbers of an order, which stays as it is as long as the list is used.
  public init(_ order: TokenOrder, _ range: Range<Int>) { self.init(.shared(order), range) }

  private init(_ numbers: Numbers, _ range: Range<Int>) {
    self.numbers = numbers
    (first, count) = (range.lowerBound, range.count)
    var (least, largest, isConsecutive) = (Int32.max, Int32.min, true)
    for index in range {
      let number = numbers[index]
      (least, largest) = (min(least, number), max(largest, number))
      if index > range.lowerBound && number - 1 != numbers[index - 1] { isConsecutive = false }
    }
    bounds = range.isEmpty ? nil : Int(least)...Int(largest)
    consecutiveStart = isConsecutive && !range.isEmpty ? Int(numbers[range.lowerBound]) : nil
  }

  public subscript(index: Int) -> Int {
    precondition(index >= 0 && index < count, "there is no number \(index) of \(count)")
    return Int(numbers[first + index])
  }

  /// Some of the numbers, in the same order; they are not copied.
  public func slice(_ range: Range<Int>) -> TokenList {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "\(range) is not in \(count) numbers")
    return TokenList(numbers, first + range.lowerBound..<first + range.upperBound)
  }

  /// Whether every number is a row of a matrix with so many rows.
  func fits(rows: Int) -> Bool {
    guard let bounds else { return true }
    return bounds.lowerBound >= 0 && bounds.upperBound < rows
  }

  /// The numbers as the kernels read them.
  func withNumbers(_ body: (UnsafePointer<Int32>?) -> Void) {
    switch numbers {
    case .own(let numbers):
      unsafe numbers.withUnsafeBufferPointer { [first] numbers in
        unsafe body(numbers.baseAddress.map { unsafe $0 + first })
      }
    case .shared(let order):
      unsafe order.withNumbers(first..<first + count) { unsafe body(UnsafePointer($0)) }
    }
  }

  /// The list as the kernels read it.
  func withRowList(_ body: (ck_row_list) -> Void) {
    if let consecutiveStart {
      unsafe body(ck_row_list(rows: nil, first: consecutiveStart, count: count))
    } else {
      unsafe withNumbers { unsafe body(ck_row_list(rows: $0, first: 0, count: count)) }
    }
  }
}

extension Matrix {
  /// Calls a function with the rows that a list names, or with all rows where there is none.
  func withRowList(_ list: TokenList?, _ body: (ck_row_list) -> Void) {
    guard let list else { return unsafe body(ck_row_list(rows: nil, first: 0, count: rows)) }
    precondition(list.fits(rows: rows), "rows \(list.bounds, default: "-") are not in \(rows)")
    unsafe list.withRowList(body)
  }
}

extension TokenList: Equatable {
  public static func == (left: Self, right: Self) -> Bool {
    left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
  }
}
