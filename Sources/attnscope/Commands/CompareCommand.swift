import ArgumentParser
import VisionTransformers

/// Prints what one token attends to under every mechanism.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Print what a token attends to under every mechanism, side by side.",
    discussion: """
      Each mechanism is laid on the grid with its usual extents, in one layer, all heads together. \
      Pictures have two rows of tokens on a line: ' upper, . lower, : both, @ the token.

      share is a part of the grid, from 0 to 1. macs are multiply-accumulates of the attention \
      alone, as the paper counts them (papers print them as FLOPs): products before and after are \
      left out, and so is the search for clusters. A mechanism that does not fit the grid has an \
      error, a sentence that says why, instead of numbers.
      """)

  @Option(help: "Rows and columns of tokens, such as 56x56.")
  var grid: GridArgument

  @Option(help: "The token: row,column, from 0.")
  var token: Place

  @Option(
    help: "Channels of a token; those of Swin-T's stage with about as many tokens unless told.")
  var channels: Int?

  @Option(help: "A picture, for mechanisms that go by likeness; the sample unless told.")
  var image: String?

  @OptionGroup var format: FormatOptions

  mutating func validate() throws {
    if let channels, !(1...65_536).contains(channels) {
      throw ValidationError("--channels is \(channels): expected 1 to 65536")
    }
  }

  func run() throws {
    let grid = grid.grid
    let query = try token.token(on: grid)
    let features = try pictureFeatures(on: grid)
    let report = ComparisonReport(
      MechanismComparison(
        of: query, on: grid, channels: channels ?? MechanismComparison.usualChannels(on: grid)
      ) { features })
    if format.json {
      try printJSON(report.entries)
    } else {
      print(format.csv ? report.csv : report.text)
    }
  }

  /// The colours of the picture.
  private func pictureFeatures(on grid: TokenGrid) throws -> TokenFeatures {
    let picture = try PictureSource(image).modelInput(
      .swin, size: PixelSize(height: 4 * grid.rows, width: 4 * grid.columns), asIs: false)
    return TokenFeatures(meanColorsOf: picture.picture, on: grid)
  }
}
