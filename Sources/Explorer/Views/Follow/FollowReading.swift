/// What counts as the way from a token down to the pixels.
enum FollowReading: String, CaseIterable, Sendable {
  /// All that the token can draw on, whatever the weights.
  case theory
  /// Rollout in which every key of a token has the same weight: the architecture alone.
  case uniform
  /// Rollout with the weights of the run.
  case measured

  func next(_ step: Int) -> Self {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + step + all.count) % all.count]
  }

  /// What it is, in a few words.
  var meaning: String {
    switch self {
    case .theory: "reach: all it can draw on"
    case .uniform: "rollout, every key alike"
    case .measured: "rollout, weights of the run"
    }
  }
}
