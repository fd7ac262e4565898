import VisionTransformers

/// Whose weights are wanted: those of all that attend to one token, which may be too many to compute
/// between two keys.
struct IncomingQuestion: Hashable, Sendable {
  /// Which picture and model, as runs count them.
  let generation: Int
  let address: BlockAddress
  let layer: Int
  let token: Int
  /// One head, or all of them.
  let head: Int?

  /// As many weights are computed at once, which takes about a millisecond.
  static let pairsAtOnce = 100_000
}

/// What was worked out.
struct IncomingAnswer: Sendable {
  let question: IncomingQuestion
  let heads: [IncomingAttention]
}

extension Session {
  /// How others attend to a token.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - record: What the run left behind of the layer.
  /// - Returns: The weights, where they are known or soon computed, and else what is to be worked
  ///   out.
  func incoming(
    to token: Int, in record: AttentionRecord
  ) -> (reading: AttentionReading?, unanswered: IncomingQuestion?) {
    let question = IncomingQuestion(
      generation: run.generation, address: selection.address, layer: selection.layer,
      token: token, head: shownHead)
    let heads: [IncomingAttention]?
    if let answer = incomingAnswer, answer.question == question {
      heads = answer.heads
    } else if record.incomingPairCount(to: token, head: shownHead) <= IncomingQuestion.pairsAtOnce {
      heads = record.incoming(to: token, head: shownHead)
    } else {
      return (nil, question)
    }
    return (heads.map { AttentionReading(incoming: $0, on: record.pattern.grid) }, nil)
  }

  /// The work that answers a question about the layer that is shown.
  ///
  /// - Returns: The work; nothing where the run left nothing behind.
  mutating func work(on question: IncomingQuestion) -> BackgroundWork? {
    guard let records = run.reports[question.address]?.attention,
      records.indices.contains(question.layer)
    else { return nil }
    let record = records[question.layer]
    return background("weights of others") { context in
      IncomingAnswer(
        question: question,
        heads: record.incoming(
          to: question.token, head: question.head, while: context.isWanted) ?? [])
    }
  }
}
