import Foundation

/// The classes that a model holds for likely.
public struct Prediction: Sendable {
  /// One class.
  public struct Candidate: Equatable, Sendable {
    public var index: Int
    /// Softmax over all classes.
    public var probability: Double
  }

  private let ranked: [Candidate]

  /// - Parameter logits: One for each class.
  public init(_ logits: [Float]) {
    let peak = Double(logits.max() ?? 0)
    let powers = logits.map { exp(Double($0) - peak) }
    let sum = powers.reduce(0, +)
    ranked = powers.indices
      .sorted { (powers[$0], $1) > (powers[$1], $0) }
      .map { Candidate(index: $0, probability: powers[$0] / sum) }
  }

  /// The likeliest classes, the likeliest first; of equals the one with the lower number.
  public func top(_ count: Int) -> [Candidate] { Array(ranked.prefix(count)) }
}
