extension PixelSize {
  /// What a model is made of for pictures of this size.
  ///
  /// - Parameters:
  ///   - model: The variant's name.
  ///   - make: Makes the spec for a size, or says why a stage's grid does not fit.
  /// - Returns: The spec.
  /// - Throws: ``ModelError/unsupportedInput(model:found:reason:nearest:)``, with the sizes nearby that
  ///   the model takes.
  func spec(
    of model: String, _ make: (PixelSize) throws(ModelError) -> BackboneSpec
  ) throws(ModelError) -> BackboneSpec {
    do {
      return try make(self)
    } catch {
      throw .unsupportedInput(
        model: model, found: self, reason: error,
        nearest: nearest { size in
          do throws(ModelError) { _ = try make(size) } catch { return false }
          return true
        })
    }
  }

  /// The nearest of those sizes with fewer pixels that a model takes, and the nearest of those with
  /// more; squares where this is one.
  ///
  /// - Parameter isTaken: Whether the model takes a size.
  /// - Returns: Multiples of 16 pixels that can be asked for, up to twice this size or 224 pixels more.
  private func nearest(where isTaken: (PixelSize) -> Bool) -> [PixelSize] {
    let longer = max(height, width)
    let sides = stride(
      from: Self.allowedSides.lowerBound,
      through: min(max(2 * longer, longer + 224), Self.allowedSides.upperBound), by: 16)
    let candidates =
      height == width
      ? sides.map { PixelSize(square: $0) }
      : sides.flatMap { height in sides.map { PixelSize(height: height, width: $0) } }
    let nearestFirst = candidates.sorted { distance(to: $0) < distance(to: $1) }
    return [
      nearestFirst.first { $0.grid.count < grid.count && isTaken($0) },
      nearestFirst.first { $0.grid.count > grid.count && isTaken($0) },
    ].compactMap { $0 }
  }

  private func distance(to other: PixelSize) -> Int {
    abs(other.height - height) + abs(other.width - width)
  }
}
