import Tensors
import VisionTransformers

extension Tensor {
  /// Tokens as the reference code of the MSG-Transformer orders them: by region, by window, the
  /// messenger first.
  ///
  /// - Parameters:
  ///   - mechanism: How windows and regions lie.
  ///   - grid: Tokens of the stage.
  /// - Returns: The same tokens in that order.
  /// - Throws: ``ModelError`` where windows do not fill the grid.
  func ordered(by mechanism: MessengerAttention, on grid: TokenGrid) throws -> Tensor {
    let windows = try mechanism.windows(on: grid)
    let (size, side) = (mechanism.size, mechanism.regionSize)
    let width = shape.extents[1]
    var rows: [Int] = []
    for region in 0..<windows.count / (side * side) {
      let top = region / (windows.columns / side) * side
      let left = region % (windows.columns / side) * side
      for window in 0..<side * side {
        let (row, column) = (top + window / side, left + window % side)
        rows.append(windows[row, column])
        for token in 0..<size * size {
          rows.append(
            windows.count + grid[row * size + token / size, column * size + token % size])
        }
      }
    }
    return Tensor(rows.flatMap { scalars[$0 * width..<($0 + 1) * width] }, shape: shape)
  }
}
