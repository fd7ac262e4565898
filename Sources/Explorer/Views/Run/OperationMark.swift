import Figures
import Images
import Screens
import VisionTransformers

/// What an operation is drawn with and called, in bars and their keys.
struct OperationMark {
  let letter: Character
  let name: String
  /// The name where there is little room.
  let shortName: String
  /// Its place among the styles of a theme's parts, and among the colours of figures: the same in
  /// every model, whatever operations it has; waiting, in which nothing is computed, has none.
  private let part: Int?

  init(_ operation: VisionTransformers.Operation) {
    switch operation {
    case .qkv: self.init(letter: "q", "qkv", "qkv", part: 0)
    case .clustering: self.init(letter: "c", "clustering", "clus", part: 5)
    case .attention: self.init(letter: "a", "attention", "attn", part: 1)
    case .projection: self.init(letter: "p", "projection", "proj", part: 2)
    case .mlp: self.init(letter: "m", "mlp", "mlp", part: 3)
    case .other: self.init(letter: "o", "other", "other", part: 4)
    case .waiting: self.init(letter: ".", "waiting", "wait", part: nil)
    }
  }

  private init(letter: Character, _ name: String, _ shortName: String, part: Int?) {
    self.letter = letter
    self.name = name
    self.shortName = shortName
    self.part = part
  }

  func style(in theme: Theme) -> Style { part.map { theme.parts[$0] } ?? theme.faint }

  /// The colour in figures.
  var color: RGB { part.map { CategoricalColors.color($0) } ?? .hairline }
}
