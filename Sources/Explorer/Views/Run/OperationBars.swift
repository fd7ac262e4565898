import Screens
import VisionTransformers

/// How operations are drawn in bars of time.
struct OperationBars {
  private let operations: [VisionTransformers.Operation]
  let bars: StackedBars

  /// - Parameters:
  ///   - operations: What there is in any of the bars.
  ///   - full: The seconds that fill a bar.
  ///   - session: What terminal there is.
  init(_ operations: [VisionTransformers.Operation], full: Double, _ session: Session) {
    let hasColors = session.capabilities.colors >= .eight
    self.operations = operations
    bars = StackedBars(
      operations.map { operation in
        let mark = OperationMark(operation)
        // Nothing is computed while threads wait: that part of a bar is hollow.
        return StackedBars.Kind(
          mark.name, letter: mark.letter,
          color: hasColors && operation != .waiting
            ? mark.style(in: session.theme).foreground : .terminal)
      }, full: full)
  }

  /// The bar of one step.
  func bar(_ times: OperationTimes, columns: Int) -> StyledText {
    bars.bar(operations.map { times[$0] }, columns: columns)
  }

  /// What letters and colours stand for, with names as long as there is room for.
  func key(columns: Int, caption: Style) -> StyledText {
    let unit = StyledText("ms  ", caption)
    let whole = unit + bars.key(caption: caption)
    guard whole.columns > columns else { return whole }
    let short = StackedBars(
      zip(bars.kinds, operations).map { kind, operation in
        StackedBars.Kind(
          OperationMark(operation).shortName, letter: kind.letter, color: kind.color)
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
