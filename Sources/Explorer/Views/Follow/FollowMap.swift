import Images
import Screens
import VisionTransformers

/// Draws the shares of a token over the picture.
struct FollowMap {
  let mass: TokenMass
  let reading: FollowReading
  /// The mean colour of each place; nothing without a picture.
  let colors: [RGB]?
  /// Whether the picture is seen through the shares.
  let showsPicture: Bool
  /// The rows and columns that the token lies over.
  let extent: (rows: Range<Int>, columns: Range<Int>)
  let viewport: MapViewport
  let capabilities: TerminalCapabilities
  let theme: Theme

  /// The mean share of a place in a square that gets the last colour.
  ///
  /// What a token keeps of itself would hide all differences between others. So its own squares do
  /// not count, nor do the few that hold most.
  private var dense = 0.0

  /// The part of the squares whose shares are told apart.
  private static let toldApart = 0.99

  init(
    _ mass: TokenMass, _ reading: FollowReading, colors: [RGB]?, showsPicture: Bool,
    extent: (rows: Range<Int>, columns: Range<Int>), viewport: MapViewport,
    capabilities: TerminalCapabilities, theme: Theme
  ) {
    self.mass = mass
    self.reading = reading
    self.colors = colors
    self.showsPicture = showsPicture
    self.extent = extent
    self.viewport = viewport
    self.capabilities = capabilities
    self.theme = theme
    var (own, others) = ([Double](), [Double]())
    for row in viewport.rows {
      for column in viewport.columns {
        let density = Self.density(of: mass, viewport.tokens(row: row, column: column))
        guard density > 0 else { continue }
        if isOver(row: row, column: column) { own.append(density) } else { others.append(density) }
      }
    }
    let densities = (others.isEmpty ? own : others).sorted()
    guard !densities.isEmpty else { return }
    dense = densities[min(densities.count - 1, Int(Self.toldApart * Double(densities.count)))]
  }

  /// The share of a square that gets the last colour or digit, from 0 to 1.
  var topShare: Double { dense * Double(viewport.pool * viewport.pool) }

  func draw(on screen: inout Screen) {
    if capabilities.hasColoredHalfBlocks {
      drawHalfBlocks(on: &screen)
    } else {
      drawCharacters(on: &screen)
    }
  }

  // MARK: - Squares

  private static func density(
    of mass: TokenMass, _ places: (rows: Range<Int>, columns: Range<Int>)
  ) -> Double {
    var sum = 0.0
    for row in places.rows {
      for column in places.columns { sum += mass[mass.grid[row, column]] }
    }
    return sum / Double(max(1, places.rows.count * places.columns.count))
  }

  private func square(row: Int, column: Int) -> MapSquare {
    let places = viewport.tokens(row: row, column: column)
    let density = Self.density(of: mass, places)
    var square = MapSquare()
    square.isInRegion = density > 0
    square.weight = dense > 0 ? (density / dense).squareRoot() : 0
    square.isCursor = isOnEdge(row: row, column: column)
    guard let colors else { return square }
    var sum = (red: 0, green: 0, blue: 0)
    for row in places.rows {
      for column in places.columns {
        let color = colors[mass.grid[row, column]]
        sum.red += Int(color.red)
        sum.green += Int(color.green)
        sum.blue += Int(color.blue)
      }
    }
    let count = Double(places.rows.count * places.columns.count)
    square.color = (
      Double(sum.red) / count, Double(sum.green) / count, Double(sum.blue) / count
    )
    return square
  }

  /// The squares that the token lies over.
  private var squares: (rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    func squares(_ range: Range<Int>) -> ClosedRange<Int> {
      range.lowerBound / viewport.pool...(range.upperBound - 1) / viewport.pool
    }
    return (squares(extent.rows), squares(extent.columns))
  }

  /// Whether the token lies over a square.
  private func isOver(row: Int, column: Int) -> Bool {
    let (rows, columns) = squares
    return rows.contains(row) && columns.contains(column)
  }

  /// Whether a square is on the outline of the token, or all of it where it is small.
  private func isOnEdge(row: Int, column: Int) -> Bool {
    guard isOver(row: row, column: column) else { return false }
    let (rows, columns) = squares
    guard rows.count > 2, columns.count > 2 else { return true }
    return row == rows.lowerBound || row == rows.upperBound || column == columns.lowerBound
      || column == columns.upperBound
  }

  // MARK: - Half blocks

  private func drawHalfBlocks(on screen: inout Screen) {
    let isLight = capabilities.background == .light
    let picture = MapColors(view: .picture, isLight: isLight, hasTwoBranches: false)
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    for row in viewport.rows {
      for column in viewport.columns {
        let square = square(row: row, column: column)
        let pixel = viewport.pixel(row: row, column: column)
        let isHeat = square.isInRegion && !square.isCursor && reading != .theory
        canvas.paint(
          row: pixel.row, column: pixel.column, side: viewport.span,
          color: isHeat ? heat(square) : picture.color(of: square))
      }
    }
    canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column)
  }

  /// The colour of a share, with the brightness of the picture shining through.
  private func heat(_ square: MapSquare) -> UInt8 {
    let ramp = theme.ramp
    let index = ramp.levels[ramp.level(of: square.weight)]
    guard showsPicture, colors != nil else { return index }
    let color = Palette.rgb(index)
    let light = 255 * (square.luma - 0.5)
    func channel(_ value: UInt8) -> UInt8 {
      UInt8(min(255, max(0, Double(value) + 0.5 * light)))
    }
    return Palette.nearest(
      red: channel(color.red), green: channel(color.green), blue: channel(color.blue))
  }

  // MARK: - Characters

  private func drawCharacters(on screen: inout Screen) {
    let (rows, columns) = squares
    let middle = (
      row: (rows.lowerBound + rows.upperBound) / 2,
      column: (columns.lowerBound + columns.upperBound) / 2
    )
    for row in viewport.rows {
      for column in viewport.columns {
        let square = square(row: row, column: column)
        let pixel = viewport.pixel(row: row, column: column)
        let isMiddle = (row, column) == middle
        let style =
          isMiddle ? theme.cursor : square.isInRegion ? theme.region : theme.outside
        let text = characters(of: square, isMiddle: isMiddle)
        for line in 0..<viewport.span / 2 {
          screen.write(
            text, row: viewport.area.row + pixel.row / 2 + line,
            column: viewport.area.column + pixel.column, style: style)
        }
      }
    }
  }

  /// The brightness of a square and its share, in as many columns as it is wide.
  private func characters(of square: MapSquare, isMiddle: Bool) -> String {
    let luma: Character =
      showsPicture || reading == .theory ? LumaRamp.character(of: square.luma) : " "
    let picture = String(repeating: luma, count: viewport.span - 1)
    if isMiddle { return ">" + picture.dropFirst() + "@" }
    guard square.isInRegion else { return picture + " " }
    return picture + (reading == .theory ? "o" : "\(theme.ramp.level(of: square.weight))")
  }
}
