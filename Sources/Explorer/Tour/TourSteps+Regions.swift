/// Whom a token may look at: the steps from global attention to pales.
extension TourStep {
  static let tokens = TourStep(
    "tokens",
    script: [
      "model pale-t", "view map", "stage 2", "block 1", "mechanism own", "head all",
      "set incoming off", "set fit off", "set cells picture", "goto 18,4",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      A vision transformer makes tokens of the picture, each a row of numbers: here \
      \(figures.grid), one for every \(figures.stride) pixels. In a layer of attention every \
      token looks at others, and takes over a weighted mean of what they hold. Bright are those \
      that the token under the cursor may look at. `h` `j` `k` `l` move it; why it is just these \
      rows and columns comes in step 5.
      """
  }

  static let globalAttention = TourStep(
    "global attention, and its price",
    script: [
      "model pale-t", "view map", "stage 1", "block 1", "mechanism global", "head all",
      "set incoming off", "set fit on", "set cells picture", "goto 37,9",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      In the first vision transformers every token looks at every other: \(figures.tokens) here, \
      \(figures.globalPairs) pairs in each head. Twice the height and width are four times the \
      tokens, and 16 times the pairs: too much for large pictures, and for detection and \
      segmentation. So all that follows lets a token look at a part of the map only. The \
      question is at which part.
      """
  }

  static let windows = TourStep(
    "windows, and how they shift",
    script: [
      "model swin-t", "view map", "stage 2", "block 1", "mechanism own", "head all",
      "set incoming off", "set fit off", "set cells picture", "goto 18,13",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      Swin cuts the map into windows of 7 x 7, and a token looks at its own: \
      \(figures.count("window")), \(figures.share("window")) of the map. But a window's border \
      is a wall: `l` goes one token to the right, and the bright square jumps. So the next \
      block, `]`, shifts all windows by 3. Shuffle takes the tokens of its second windows from \
      afar; MSG gives each window a messenger that trades with those of others.
      """
  }

  static let crosses = TourStep(
    "rows, columns, crosses",
    script: [
      "model pale-t", "view map", "stage 2", "block 1", "mechanism cross-shaped", "head all",
      "set incoming off", "set fit off", "set cells picture", "goto 18,4",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      Axial attention looks along the token's own row and column: \(figures.count("axial")) of \
      \(figures.tokens), from edge to edge. CSWin widens them to stripes of several rows and \
      columns, a cross: \(figures.count("cross-shaped")), \(figures.share("cross-shaped")) of the \
      map. Half of its heads look along the upright stripe, half along the other. What lies \
      beside the cross stays out of sight in this layer.
      """
  }

  static let pales = TourStep(
    "pales",
    script: [
      "model pale-t", "view map", "stage 2", "block 1", "mechanism own", "head all",
      "set incoming off", "set fit off", "set cells picture", "goto 25,14",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      A pale is as many rows as columns, interlaced with those of other pales, the same gap \
      between neighbours: a fence. So a token meets near and far in one layer: \
      \(figures.count("pale")), \(figures.share("pale")) of the map. Half of the heads attend \
      along the rows, half along the columns: `)` goes through them, `u` takes all together. The \
      article reports 83.4% top-1 on ImageNet-1k for Pale-T, 0.7 above the best before.
      """
  }

  static let sideBySide = TourStep(
    "all of them side by side",
    script: [
      "model pale-t", "stage 3", "block 1", "mechanism own", "head all", "set incoming off",
      "goto 9,3", "view compare",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      This is Figure 1 of the article on Pale Transformer for your token, with the price of \
      each. The window holds \(figures.count("window")), axial attention \
      \(figures.count("axial")), the cross \(figures.count("cross-shaped")), the pale \
      \(figures.count("pale")) of \(figures.tokens). Its judgement: in one layer, the others mix \
      too little context. `Tab` turns to those that have no room here. Change the stage with `{` \
      `}`: the smaller the map, the less they differ.
      """
  }
}
