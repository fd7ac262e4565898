import VisionTransformers

/// What the network makes of it: weights, depth, clusters, time.
extension TourStep {
  static let weights = TourStep(
    "how much it looks",
    script: [
      "model pale-t", "view map", "stage 3", "block 1", "mechanism own", "head all",
      "set incoming off", "set fit on", "set cells weights", "goto 9,3",
    ]
  ) { session in
    let evenness =
      TourFigures(session).evenness.map {
        "Spread evenly, the attention of this token would take \($0)."
      } ?? "Press `r` to run it."
    return """
      A region says whom a token may look at, weights say how much it does. They come from the \
      network, which runs beside you on the processor. \(evenness) `v` shows other things in the \
      cells. Without a checkpoint the parameters are seeded: regions and costs are exact all the \
      same, but weights are no trained model's until `O` opens one.
      """
  }

  static let growth = TourStep(
    "block after block",
    script: [
      "model pale-t", "stage 2", "block 2", "mechanism own", "head all", "set incoming off",
      "goto 14,14", "view follow",
    ]
  ) { _ in
    """
    What a token looked at had itself looked at others before, so from block to block it draws on \
    more of the picture. Whether it draws on a token at all says little: a few blocks are enough to \
    reach everything, under any mechanism. How evenly it draws tells them apart: `a` lays the \
    curves of others beside this one, and in the first blocks the pales are ahead.
    """
  }

  static let clusters = TourStep(
    "near in features: BOAT",
    script: [
      "model boat-swin-t", "stage 2", "block 2", "layer feature", "mechanism own", "head 0",
      "set incoming off", "goto 20,4", "view clusters",
    ]
  ) { session in
    let size =
      TourFigures(session).countOfHead.map { ": a token looks at \($0) in each head" } ?? ""
    return """
      Two red boats are alike, yet no window holds both. BOAT adds attention among tokens that \
      are near in feature space: windows first, then clusters, then the MLP. Clusters of one \
      size come from splitting the tokens in halves, again and again; the last halves overlap, \
      lest like tokens be torn apart\(size). The article reports 83.7% top-1 for BOAT-CSWin-T.
      """
  }

  static let costs = TourStep(
    "what it costs",
    script: ["model pale-t", "mechanism own", "head all", "set incoming off", "view run"]
  ) { session in
    let figures = TourFigures(session)
    let shares =
      figures.timeShare(.attention).flatMap { attention in
        figures.timeShare(.mlp).map { mlp in
          "Attention took \(attention), the MLPs \(mlp)."
        }
      } ?? "Press `r` to run it."
    return """
      Each bar is a block: projections to queries, keys and values, attention, the projection \
      after it, the MLP, the rest; dots are waiting. \(shares) That is what local attention is for. `:bench 20` runs it \
      20 times, `L` without end. This was the tour: `o` opens your own picture, `O` your \
      checkpoint, `?` explains each page, and `:tour` begins again.
      """
  }
}
