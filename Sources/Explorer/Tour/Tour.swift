/// The guided walk: which step it is at, and how far its text was read where not all of it fits.
struct Tour: Hashable, Sendable {
  private(set) var index = 0
  /// Lines of the text that were shown and left behind.
  private(set) var linesRead = 0

  /// - Parameter index: The step to begin at.
  init(index: Int = 0) { self.index = min(max(0, index), TourCatalog.steps.count - 1) }

  var step: TourStep { TourCatalog.steps[index] }

  /// Goes on: to the rest of the text, else to the next step.
  ///
  /// - Parameters:
  ///   - lines: How many lines the text has.
  ///   - visible: How many of them are shown at a time.
  /// - Returns: The step to go to, or nothing where it stays the same.
  mutating func goOn(lines: Int, visible: Int) -> TourStep? {
    if visible > 0, linesRead + visible < lines {
      linesRead += visible
      return nil
    }
    return go(to: index + 1)
  }

  /// Goes back: to the beginning of the text, else to the step before.
  ///
  /// - Returns: The step to go to, or nothing where it stays the same.
  mutating func goBack() -> TourStep? {
    if linesRead > 0 {
      linesRead = 0
      return nil
    }
    return go(to: index - 1)
  }

  private mutating func go(to index: Int) -> TourStep? {
    guard TourCatalog.steps.indices.contains(index) else { return nil }
    (self.index, linesRead) = (index, 0)
    return step
  }
}
