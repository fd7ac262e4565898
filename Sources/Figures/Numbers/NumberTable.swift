/// What a page or a command shows, as a table: named columns, and rows of numbers and texts.
///
/// ```swift
/// NumberTable(
///   name: "heads", columns: ["head", "entropy", "branch"],
///   rows: [[0, 2.19, "rows"], [1, .missing, "columns"]])
/// ```
public struct NumberTable: Equatable, Sendable {
  /// What the table is called, such as the page's name: a good name for its file.
  public var name: String
  /// A name for each column, all different: the keys of the JSON objects.
  public let columns: [String]
  /// A value for each column.
  public private(set) var rows: [[Value]]

  /// One value of a table.
  public enum Value: Hashable, Sendable {
    case integer(Int)
    case real(Double)
    case text(String)
    case logical(Bool)
    /// Not computed, or meaningless here: an empty field, or `null`.
    case missing
  }

  /// Makes a table; a row that is too short ends with missing values.
  ///
  /// - Precondition: Columns have different names, and no row has more values than there are
  ///   columns.
  public init(name: String, columns: [String], rows: [[Value]] = []) {
    precondition(
      Set(columns).count == columns.count, "table \(name): columns need different names")
    self.name = name
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  /// Adds a row; one that is too short ends with missing values.
  ///
  /// - Precondition: It has no more values than there are columns.
  public mutating func append(_ row: [Value]) {
    precondition(
      row.count <= columns.count,
      "table \(name): \(row.count) values do not fit \(columns.count) columns")
    rows.append(row + Array(repeating: .missing, count: columns.count - row.count))
  }
}

// MARK: - Literals

extension NumberTable.Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .real(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .logical(value) }
  public init(nilLiteral: ()) { self = .missing }
}

// MARK: - Optional values

extension NumberTable.Value {
  /// A count; nothing is a missing value.
  public init(_ value: Int?) { self = value.map { .integer($0) } ?? .missing }

  /// A number; nothing is a missing value.
  public init(_ value: Double?) { self = value.map { .real($0) } ?? .missing }

  /// A text; nothing is a missing value.
  public init(_ value: String?) { self = value.map { .text($0) } ?? .missing }
}
