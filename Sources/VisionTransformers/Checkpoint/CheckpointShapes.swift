public import Checkpoints
public import Tensors

/// The tensors of a file under the names that attnscope asks for.
public struct CheckpointShapes: Sendable {
  let file: any TensorFile
  let dialect: NameDialect

  /// Takes a file under the names of one dialect.
  public init(_ file: any TensorFile, dialect: NameDialect) {
    self.file = file
    self.dialect = dialect
  }

  /// The shape of a parameter, its pieces put together; `nil` where one of them is missing.
  public func shape(of parameter: String) -> Shape? {
    let pieces = dialect.names(of: parameter).map { file.shape(of: $0) }
    guard let first = pieces.first ?? nil, !first.extents.isEmpty else {
      return pieces.count == 1 ? pieces[0] : nil
    }
    var rows = 0
    for piece in pieces {
      guard let piece, piece.extents.dropFirst() == first.extents.dropFirst() else { return nil }
      let (sum, overflows) = rows.addingReportingOverflow(piece.extents[0])
      if overflows { return nil }
      rows = sum
    }
    return Shape([rows] + first.extents.dropFirst())
  }

  /// Whether the file has a parameter, all of its pieces.
  public func contains(_ parameter: String) -> Bool { shape(of: parameter) != nil }

  /// Whether the file has any piece of any of several parameters.
  func contains(anyOf parameters: [String]) -> Bool {
    parameters.contains { dialect.names(of: $0).contains { file.contains($0) } }
  }

  /// One extent of a parameter; `nil` where there is none, or it is no size for a model.
  func extent(_ axis: Int, of parameter: String) -> Int? {
    guard let extents = shape(of: parameter)?.extents, extents.indices.contains(axis),
      (1...Self.largestExtent).contains(extents[axis])
    else { return nil }
    return extents[axis]
  }

  /// The extent that most of several parameters agree on, so that one wrong tensor misleads nobody.
  func extent(_ axis: Int, ofMost parameters: [String]) -> Int? {
    Self.mostFrequent(parameters.compactMap { extent(axis, of: $0) })
  }

  /// How many there are of something that is numbered, such as blocks, of which a few may be missing
  /// before the last that the file has any parameter of.
  ///
  /// - Parameters:
  ///   - start: The first number.
  ///   - parameters: Names of parameters of the one with a number.
  /// - Returns: How many numbers from the first to the last that is there.
  func count(from start: Int = 0, _ parameters: (Int) -> [String]) -> Int {
    var (count, number) = (0, start)
    while number - start <= count + Self.largestGap, number < Self.largestCount {
      if contains(anyOf: parameters(number)) { count = number - start + 1 }
      number += 1
    }
    return count
  }

  /// The value that appears most often, the first of those where there are several.
  static func mostFrequent(_ values: [Int]) -> Int? {
    var counts: [Int: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    return values.max { counts[$0, default: 0] < counts[$1, default: 0] }
  }

  /// Beyond these a file lies, and nothing is made for it.
  private static let largestExtent = 1 << 20
  private static let largestCount = 1000
  private static let largestGap = 4
}

extension CheckpointShapes {
  /// Makes sure that a file is large enough for a model, before anything of its size is made.
  ///
  /// - Parameters:
  ///   - widths: Channels of each stage.
  ///   - depths: Blocks of each stage.
  ///   - positions: Tokens of the first stage whose positions are learned.
  /// - Throws: ``CheckpointError`` where most of the model's numbers cannot be in the file.
  func requirePlausible(
    widths: [Int], depths: [Int], positions: Int = 0
  ) throws(CheckpointError) {
    guard (1...8).contains(widths.count), widths.count == depths.count else {
      throw CheckpointError("there are \(depths.count) stages, where a model has 1 to 8")
    }
    let most =
      1e6 + 8 * file.tensors.reduce(0.0) { $0 + $1.shape.extents.reduce(1) { $0 * Double($1) } }
    let learned = Double(positions) * Double(widths[0])
    let fewest = zip(widths, depths).reduce(learned) { sum, stage in
      sum + 4 * Double(stage.0) * Double(stage.0) * Double(stage.1)
    }
    guard fewest <= most else {
      throw CheckpointError(
        "\(depths.listed) blocks of \(widths.listed) channels are more than the file can hold")
    }
    if let stage = depths.firstIndex(of: 0) {
      throw CheckpointError("stage \(stage + 1) of \(depths.count) has no blocks")
    }
  }
}
