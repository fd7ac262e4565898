/// What the page of features shows of the tokens.
enum FeatureCells: Int, CaseIterable, Sendable {
  /// Euclidean norms, and those that stand out.
  case norm
  /// Three principal components as three colours.
  case components
  /// How alike tokens are to the one under the cursor.
  case cosine
  /// How the token would attend by position alone, beside how it does.
  case position

  var title: String {
    switch self {
    case .norm: "norm"
    case .components: "PCA"
    case .cosine: "cosine"
    case .position: "bias only"
    }
  }

  /// The one so many places further on.
  func next(by step: Int) -> Self {
    let all = Self.allCases
    return all[(rawValue + step + all.count) % all.count]
  }
}
