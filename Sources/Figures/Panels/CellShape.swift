/// Characters that are drawn as shapes, in parts of a cell: 0 is left and top, 1 right and bottom.
enum CellShape: Hashable {
  /// Rectangles as left, top, right, bottom.
  case blocks([Block])
  /// The whole cell, so much of it inked.
  case shade(Double)
  /// Lines from the middle to edges.
  case lines(Arms)
  /// Dots as columns and rows of braille.
  case dots(UInt32)

  struct Block: Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
  }

  struct Arms: OptionSet, Hashable {
    let rawValue: UInt8

    static let up = Arms(rawValue: 1)
    static let down = Arms(rawValue: 2)
    static let left = Arms(rawValue: 4)
    static let right = Arms(rawValue: 8)
  }

  /// The shape of a character; nothing for one that is text.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2800...0x28FF: self = .dots(scalar.value - 0x2800)
    case 0x2591...0x2593: self = .shade(Double(scalar.value - 0x2590) / 4)
    case 0x2580: self = .blocks([Block(left: 0, top: 0, right: 1, bottom: 0.5)])
    case 0x2581...0x2588:
      let height = Double(scalar.value - 0x2580) / 8
      self = .blocks([Block(left: 0, top: 1 - height, right: 1, bottom: 1)])
    case 0x2589...0x258F:
      let width = Double(0x2590 - scalar.value) / 8
      self = .blocks([Block(left: 0, top: 0, right: width, bottom: 1)])
    case 0x2590: self = .blocks([Block(left: 0.5, top: 0, right: 1, bottom: 1)])
    case 0x2596...0x259F: self = .blocks(Self.quadrants(scalar.value))
    default:
      guard let arms = Self.arms[scalar] else { return nil }
      self = .lines(arms)
    }
  }

  /// Whether cells side by side make one longer shape.
  var spansWidth: Bool {
    switch self {
    case .blocks(let blocks): blocks.count == 1 && blocks[0].left == 0 && blocks[0].right == 1
    case .shade: true
    case .lines(let arms): arms == [.left, .right]
    case .dots: false
    }
  }

  private static func quadrants(_ code: UInt32) -> [Block] {
    // Upper left, upper right, lower left, lower right.
    let parts: [UInt32: [Int]] = [
      0x2596: [2], 0x2597: [3], 0x2598: [0], 0x2599: [0, 2, 3], 0x259A: [0, 3],
      0x259B: [0, 1, 2], 0x259C: [0, 1, 3], 0x259D: [1], 0x259E: [1, 2], 0x259F: [1, 2, 3],
    ]
    return (parts[code] ?? []).map { part in
      let (left, top) = (Double(part % 2) / 2, Double(part / 2) / 2)
      return Block(left: left, top: top, right: left + 0.5, bottom: top + 0.5)
    }
  }

  private static let arms: [Unicode.Scalar: Arms] = {
    let groups: [(arms: Arms, scalars: String)] = [
      ([.left, .right], "─━┄┅┈┉╌╍═"), ([.up, .down], "│┃┆┇┊┋╎╏║"),
      ([.right, .down], "┌┏╭╔"), ([.left, .down], "┐┓╮╗"),
      ([.right, .up], "└┗╰╚"), ([.left, .up], "┘┛╯╝"),
      ([.up, .down, .right], "├┣╠"), ([.up, .down, .left], "┤┫╣"),
      ([.left, .right, .down], "┬┳╦"), ([.left, .right, .up], "┴┻╩"),
      ([.up, .down, .left, .right], "┼╋╬"),
    ]
    var arms: [Unicode.Scalar: Arms] = [:]
    for group in groups {
      for scalar in group.scalars.unicodeScalars { arms[scalar] = group.arms }
    }
    return arms
  }()
}
