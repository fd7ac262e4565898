import Screens
import VisionTransformers

/// How operations are drawn in bars of time.
struct OperationBars {
  private static let letters: [VisionTransformers.Operation: Character] = [
    .qkv: "q", .attention: "a", .projection: "p", .mlp: "m", .other: ".",
  ]
  private static let names: [VisionTransformers.Operation: String] = [
    .qkv: "qkv", .attention: "attention", .projection: "projection", .mlp: "mlp", .other: "other",
  ]

  let bars: StackedBars

  /// - Parameters:
  ///   - full: The seconds that fill a bar.
  ///   - session: What terminal there is.
  init(full: Double, _ session: Session) {
    let hasColors = session.capabilities.colors >= .eight
    bars = StackedBars(
      VisionTransformers.Operation.allCases.enumerated().map { index, operation in
        StackedBars.Kind(
          Self.names[operation] ?? "", letter: Self.letters[operation] ?? "?",
          color: hasColors ? session.theme.parts[index].foreground : .terminal)
      }, full: full)
  }

  /// The bar of one step.
  func bar(_ operations: OperationTimes, columns: Int) -> StyledText {
    bars.bar(VisionTransformers.Operation.allCases.map { operations[$0] }, columns: columns)
  }

  /// What letters and colours stand for, with names as long as there is room for.
  func key(columns: Int, caption: Style) -> StyledText {
    let unit = StyledText("ms  ", caption)
    let whole = unit + bars.key(caption: caption)
    guard whole.columns > columns else { return whole }
    let short = StackedBars(
      zip(bars.kinds, ["qkv", "attn", "proj", "mlp", "rest"]).map { kind, name in
        StackedBars.Kind(name, letter: kind.letter, color: kind.color)
      }, full: bars.full)
    return unit + short.key(caption: caption, gap: " ")
  }
}

extension RunProfile.Row {
  /// The step in a word: `embed`, `s1b2`, `merge`, `head`.
  var label: String {
    switch kind {
    case .embedding: "embed"
    case .merging: "merge"
    case .block(let block): BlockAddress(stage: stage, block: block).description
    case .head: "head"
    }
  }

  /// The block, where the step is one.
  var address: BlockAddress? {
    if case .block(let block) = kind { BlockAddress(stage: stage, block: block) } else { nil }
  }
}
