/// Places of the picture that are marked by letters.
///
/// They are kept as pixels, so that they stay where they are from stage to stage and from model to
/// model.
struct Pins: Hashable, Sendable {
  struct Pin: Hashable, Sendable {
    let letter: Character
    var point: PixelPoint
  }

  /// By their letters.
  private(set) var all: [Pin] = []

  private static let letters: [Character] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  var isEmpty: Bool { all.isEmpty }

  /// The pins that lie on a token of a grid.
  func pins(on token: (row: Int, column: Int), _ scale: PixelScale) -> [Pin] {
    all.filter { scale.token(at: $0.point) == token }
  }

  /// Marks a place with the first letter that is free.
  ///
  /// - Returns: The letter; nothing where all are taken.
  mutating func add(_ point: PixelPoint) -> Character? {
    guard
      let letter = Self.letters.first(where: { letter in !all.contains { $0.letter == letter } })
    else { return nil }
    all.append(Pin(letter: letter, point: point))
    all.sort { $0.letter < $1.letter }
    return letter
  }

  mutating func remove(_ pins: [Pin]) { all.removeAll(where: pins.contains) }

  /// The pin after those on a token, in the order of letters, and the first after the last.
  func next(after token: (row: Int, column: Int), _ scale: PixelScale) -> Pin? {
    guard let here = pins(on: token, scale).last,
      let place = all.firstIndex(of: here)
    else { return all.first }
    return all[(place + 1) % all.count]
  }

  /// The picture has another size: places stay the same part of it.
  mutating func scale(x: Double, y: Double) {
    for index in all.indices {
      all[index].point.x *= x
      all[index].point.y *= y
    }
  }
}
