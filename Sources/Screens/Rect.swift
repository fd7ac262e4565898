/// A rectangle of cells: where it begins and how far it goes, never less than nothing.
///
/// Layout is done by taking strips off a rectangle until what is left is the main panel:
///
/// ```swift
/// var rest = Rect(screen.size)
/// let header = rest.takeTop(1)
/// let footer = rest.takeBottom(1)
/// let side = rest.takeRight(40)
/// ```
///
/// A strip that asks for more than there is gets what there is, so no layout fails on a screen that
/// is too small for it.
public struct Rect: Hashable, Sendable {
  public let row: Int
  public let column: Int
  public let columns: Int
  public let rows: Int

  /// Makes a rectangle; a negative number of columns or rows becomes 0.
  public init(row: Int, column: Int, columns: Int, rows: Int) {
    self.row = row
    self.column = column
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The rectangle of a size that begins at row 0, column 0.
  public init(_ size: Size) {
    self.init(row: 0, column: 0, columns: size.columns, rows: size.rows)
  }

  public var size: Size { Size(columns: columns, rows: rows) }
  public var isEmpty: Bool { columns == 0 || rows == 0 }
  /// The rows of the screen that the rectangle covers.
  public var rowRange: Range<Int> { row..<(row + rows) }
  /// The columns of the screen that the rectangle covers.
  public var columnRange: Range<Int> { column..<(column + columns) }

  public func contains(row: Int, column: Int) -> Bool {
    rowRange.contains(row) && columnRange.contains(column)
  }

  /// What two rectangles share; empty where they share nothing.
  public func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left,
      columns: min(columnRange.upperBound, other.columnRange.upperBound) - left,
      rows: min(rowRange.upperBound, other.rowRange.upperBound) - top)
  }
}

// MARK: - Parts

extension Rect {
  /// Some rows of the rectangle, counted from its own first row and cut at its edges.
  public func rows(_ range: Range<Int>) -> Rect {
    let range = range.clamped(to: 0..<rows)
    return Rect(row: row + range.lowerBound, column: column, columns: columns, rows: range.count)
  }

  /// Some columns of the rectangle, counted from its own first column and cut at its edges.
  public func columns(_ range: Range<Int>) -> Rect {
    let range = range.clamped(to: 0..<columns)
    return Rect(row: row, column: column + range.lowerBound, columns: range.count, rows: rows)
  }

  /// The rectangle without so many cells along each edge.
  public func inset(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) -> Rect {
    rows(clamping(top)..<max(clamping(top), rows - max(0, bottom)))
      .columns(clamping(left)..<max(clamping(left), columns - max(0, right)))
  }

  /// The rectangle without so many cells along every edge, as inside a frame.
  public func inset(by cells: Int) -> Rect {
    inset(top: cells, left: cells, bottom: cells, right: cells)
  }

  private func clamping(_ cells: Int) -> Int { max(0, cells) }
}

// MARK: - Layout

extension Rect {
  /// Takes rows off the top and returns them.
  public mutating func takeTop(_ count: Int) -> Rect {
    let count = min(max(0, count), rows)
    defer { self = rows(count..<rows) }
    return rows(0..<count)
  }

  /// Takes rows off the bottom and returns them.
  public mutating func takeBottom(_ count: Int) -> Rect {
    let count = min(max(0, count), rows)
    defer { self = rows(0..<(rows - count)) }
    return rows((rows - count)..<rows)
  }

  /// Takes columns off the left and returns them.
  public mutating func takeLeft(_ count: Int) -> Rect {
    let count = min(max(0, count), columns)
    defer { self = columns(count..<columns) }
    return columns(0..<count)
  }

  /// Takes columns off the right and returns them.
  public mutating func takeRight(_ count: Int) -> Rect {
    let count = min(max(0, count), columns)
    defer { self = columns(0..<(columns - count)) }
    return columns((columns - count)..<columns)
  }
}
