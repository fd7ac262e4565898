import Screens
import VisionTransformers

/// How operations are drawn in bars of time.
struct OperationBars {
  /// How an operation is called where there is room, and where there is little.
  struct Name {
    let letter: Character
    let long: String
    let short: String
  }

  static func name(of operation: VisionTransformers.Operation) -> Name {
    switch operation {
    case .qkv: Name(letter: "q", long: "qkv", short: "qkv")
    case .attention: Name(letter: "a", long: "attention", short: "attn")
    case .projection: Name(letter: "p", long: "projection", short: "proj")
    case .mlp: Name(letter: "m", long: "mlp", short: "mlp")
    case .other: Name(letter: "o", long: "other", short: "other")
    case .waiting: Name(letter: ".", long: "waiting", short: "wait")
    }
  }

  let bars: StackedBars

  /// - Parameters:
  ///   - full: The seconds that fill a bar.
  ///   - session: What terminal there is.
  init(full: Double, _ session: Session) {
    let hasColors = session.capabilities.colors >= .eight
    let colors = session.theme.parts.map(\.foreground)
    bars = StackedBars(
      VisionTransformers.Operation.allCases.enumerated().map { index, operation in
        let name = Self.name(of: operation)
        // Nothing is computed while threads wait: that part of a bar is hollow.
        return StackedBars.Kind(
          name.long, letter: name.letter,
          color: hasColors && operation != .waiting ? colors[index] : .terminal)
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
      zip(bars.kinds, VisionTransformers.Operation.allCases).map { kind, operation in
        StackedBars.Kind(
          Self.name(of: operation).short, letter: kind.letter, color: kind.color)
      }, full: bars.full
    ).key(caption: caption, gap: " ")
    return unit.columns + short.columns <= columns ? unit + short : short
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
