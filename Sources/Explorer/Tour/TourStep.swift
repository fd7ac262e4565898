/// A stop of the tour: where it is, and what there is to know of it.
struct TourStep: Sendable {
  /// What it is about, in a few words.
  let title: String
  /// Commands, without their colons, that bring the explorer there from anywhere.
  let script: [String]
  /// Two to five plain sentences; keys stand between backticks.
  ///
  /// Numbers that are on the screen are read off the session, so that they stay true when the cursor
  /// moves.
  let text: @Sendable (Session) -> String

  init(
    _ title: String, script: [String], text: @escaping @Sendable (Session) -> String
  ) {
    self.title = title
    self.script = script
    self.text = text
  }
}

/// The tour: ten steps through what the articles on Pale Transformer (arXiv 2112.14000) and BOAT
/// (arXiv 2201.13027) say, one line each.
enum TourCatalog {
  static let steps: [TourStep] = [
    .tokens, .globalAttention, .windows, .crosses, .pales, .sideBySide, .weights, .growth,
    .clusters, .costs,
  ]
}
