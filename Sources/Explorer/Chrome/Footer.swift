import Screens

/// The keys that fit in one line.
enum Footer {
  /// The hints, those of least priority left out until the rest fits; what is always there comes last.
  static func text(_ hints: [KeyHint], columns: Int, theme: Theme) -> StyledText {
    let shown = fitting(hints, columns: columns)
    var text = StyledText()
    for hint in shown {
      if !text.runs.isEmpty { text.append("  ") }
      text.append(hint.label, theme.accent)
      text.append(" \(hint.hint)")
    }
    return text
  }

  static func fitting(_ hints: [KeyHint], columns: Int) -> [KeyHint] {
    var shown = hints.filter { $0.priority > 0 || $0.priority == KeyHint.always }
    while width(of: shown) > columns {
      let candidates = shown.indices.filter { shown[$0].priority != KeyHint.always }
      guard
        let least = candidates.last(where: { index in
          candidates.allSatisfy { shown[index].priority <= shown[$0].priority }
        })
      else { break }
      shown.remove(at: least)
    }
    return shown
  }

  private static func width(of hints: [KeyHint]) -> Int {
    hints.reduce(-2) { $0 + $1.label.count + $1.hint.count + 3 }
  }
}
