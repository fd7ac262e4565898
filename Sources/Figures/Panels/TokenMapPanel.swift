public import Images

/// A map of tokens: a colour for each, a picture below, and marks above.
public struct TokenMapPanel: Sendable {
  public var title: String
  /// Rows and columns of tokens.
  public var rows: Int
  public var columns: Int
  /// The colour of each token, row by row; where there is none, what lies below is seen.
  public var colors: [RGB?]
  /// What the colours mean, drawn beside the map.
  public var scale: ColorScale?
  /// What the model sees, drawn below the tokens.
  public var picture: Image?
  /// How much the colours hide of the picture, from 0 to 1.
  public var opacity: Double
  public var outlines: [TokenOutline]
  /// The token under the cursor, counted row by row.
  public var cursor: Int?
  public var pins: [TokenPin]
  /// What stands on each token, row by row; nothing where tokens are drawn too small to be read.
  public var numbers: [String?]
  /// How many pixels of the model's input a token is wide, for the scale below the map.
  public var pixelsPerToken: Double?
  /// Lines of text below the map.
  public var captions: [String]

  /// A map of colours.
  public init(
    title: String = "", rows: Int, columns: Int, colors: [RGB?] = [], scale: ColorScale? = nil,
    picture: Image? = nil, opacity: Double = 0.7, outlines: [TokenOutline] = [],
    cursor: Int? = nil, pins: [TokenPin] = [], numbers: [String?] = [],
    pixelsPerToken: Double? = nil, captions: [String] = []
  ) {
    self.title = title
    self.rows = max(1, rows)
    self.columns = max(1, columns)
    self.colors = colors
    self.scale = scale
    self.picture = picture
    self.opacity = opacity
    self.outlines = outlines
    self.cursor = cursor
    self.pins = pins
    self.numbers = numbers
    self.pixelsPerToken = pixelsPerToken
    self.captions = captions
  }

  /// A map of values; tokens without one have no colour.
  public init(
    title: String = "", rows: Int, columns: Int, values: [Double?], scale: ColorScale,
    picture: Image? = nil, opacity: Double = 0.7, outlines: [TokenOutline] = [],
    cursor: Int? = nil, pins: [TokenPin] = [], numbers: [String?] = [],
    pixelsPerToken: Double? = nil, captions: [String] = []
  ) {
    self.init(
      title: title, rows: rows, columns: columns,
      colors: values.map { $0.map(scale.color(of:)) }, scale: scale, picture: picture,
      opacity: opacity, outlines: outlines, cursor: cursor, pins: pins, numbers: numbers,
      pixelsPerToken: pixelsPerToken, captions: captions)
  }
}

/// A line around tokens, such as a region, or between them, such as windows.
public struct TokenOutline: Hashable, Sendable {
  /// A number for each token, row by row: the line runs where neighbours have different ones.
  public var parts: [Int]
  public var color: RGB
  /// In points.
  public var width: Double
  public var isDashed: Bool
  /// Whether the line runs along the map's own edges too, around tokens whose number is not 0.
  public var closesAtEdges: Bool

  /// The line around a set of tokens.
  ///
  /// - Parameters:
  ///   - tokens: Numbers of tokens, counted row by row.
  ///   - count: How many tokens there are.
  ///   - color: The line's colour.
  ///   - width: The line's width in points.
  ///   - isDashed: Whether it is dashed.
  public init(
    around tokens: some Sequence<Int>, of count: Int, color: RGB = .black, width: Double = 1.5,
    isDashed: Bool = false
  ) {
    var parts = [Int](repeating: 0, count: max(0, count))
    for token in tokens where parts.indices.contains(token) { parts[token] = 1 }
    self.init(parts: parts, color: color, width: width, isDashed: isDashed, closesAtEdges: true)
  }

  /// The lines between the parts that tokens belong to.
  ///
  /// - Parameters:
  ///   - parts: A number for each token, row by row.
  ///   - color: The line's colour.
  ///   - width: The line's width in points.
  ///   - isDashed: Whether it is dashed.
  public init(
    between parts: [Int], color: RGB = .faintInk, width: Double = 0.75, isDashed: Bool = false
  ) {
    self.init(parts: parts, color: color, width: width, isDashed: isDashed, closesAtEdges: false)
  }

  private init(parts: [Int], color: RGB, width: Double, isDashed: Bool, closesAtEdges: Bool) {
    self.parts = parts
    self.color = color
    self.width = width
    self.isDashed = isDashed
    self.closesAtEdges = closesAtEdges
  }
}

/// A token that is marked by a letter or two.
public struct TokenPin: Hashable, Sendable {
  /// The token, counted row by row.
  public var token: Int
  public var label: String

  public init(_ token: Int, _ label: String) {
    self.token = token
    self.label = label
  }
}
