import ArgumentParser
import Figures
import VisionTransformers

/// Prints what one token attends to under every mechanism.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Print what a token attends to under every mechanism, side by side.",
    discussion: """
      Each mechanism is laid on the grid with its usual extents, or those of the options, in one \
      layer, all heads together. \
      Pictures have two rows of tokens on a line: ' upper, . lower, : both, @ the token.

      share is a part of the grid, from 0 to 1. effective is how many tokens it is worth when every \
      key of a head has the same weight: exp(entropy of the mean over heads). macs are multiply-accumulates of the attention \
      alone, as the paper counts them (papers print them as FLOPs): products before and after are \
      left out, and so is the search for clusters. What divides and what \
      does not is said in the verdict; a mechanism that does not fit the grid has an error, a \
      sentence that says why, instead of numbers.
      """)

  @Option(help: "Rows and columns of tokens, such as 56x56.")
  var grid: GridArgument

  @Option(help: "The token: row,column, from 0.")
  var token: Place

  @Option(
    help: "Channels of a token; those of Swin-T's stage with about as many tokens unless told.")
  var channels: Int?

  @Option(help: "Side of the windows in tokens (window, shifted-window, shuffle, messenger).")
  var window: Int?

  @Option(help: "Tokens by which shifted-window shifts them; half a window unless told.")
  var shift: Int?

  @Option(help: "Rows, and columns, of a pale.")
  var pale: Int?

  @Option(help: "Width of the stripes of cross-shaped.")
  var stripe: Int?

  @Option(help: "Side of the squares that spatial-reduction makes one key of.")
  var reduction: Int?

  @Option(
    help: "A picture, for mechanisms that go by likeness; the sample unless told.",
    completion: .file())
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
    let settings = MechanismSettings(
      window: window, shift: shift, pale: pale, stripe: stripe, reduction: reduction)
    let playground = try CommandFailure.usage { () throws(ModelError) in
      try GeometryPlayground(
        on: grid, channels: channels ?? MechanismComparison.usualChannels(on: grid),
        settings: settings
      ) { features }
    }
    let report = ComparisonReport(MechanismComparison(of: query, in: playground))
    if format.json {
      try printJSON(report.entries)
    } else {
      print(format.csv ? report.table.csv : report.text + "\n", terminator: "")
    }
  }

  /// The colours of the picture.
  private func pictureFeatures(on grid: TokenGrid) throws -> TokenFeatures {
    let picture = try PictureSource(image).modelInput(
      .swin, size: PixelSize(height: 4 * grid.rows, width: 4 * grid.columns), asIs: false)
    return TokenFeatures(meanColorsOf: picture.picture, on: grid)
  }
}
