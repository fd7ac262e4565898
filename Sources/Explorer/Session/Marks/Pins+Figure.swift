import Figures
import VisionTransformers

extension Pins {
  /// The pins as figures show them, on a map of any grid.
  func marks(on grid: TokenGrid, _ input: PixelSize) -> [TokenPin] {
    let scale = PixelScale(grid: grid, input: input)
    return all.map { pin in
      let (row, column) = scale.token(at: pin.point)
      return TokenPin(grid[row, column], String(pin.letter))
    }
  }
}
