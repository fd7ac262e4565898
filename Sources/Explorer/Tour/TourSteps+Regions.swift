/// Whom a token may look at: the steps from global attention to pales.
extension TourStep {
  static let tokens = TourStep(
    "tokens",
    script: [
      "model pale-t", "view map", "stage 1", "block 1", "mechanism own", "head all",
      "set incoming off", "set fit on", "set cells picture", "goto 37,9",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      A vision transformer makes of a picture a grid of tokens, each a row of numbers: here \
      \(figures.input) pixels become \(figures.grid) tokens, one for every \(figures.stride) \
      pixels. In a layer of attention each token looks at others, and takes over a weighted mean \
      of what they hold. The map is bright where the token under the cursor may look. Move it \
      with `h` `j` `k` `l` or the arrows; why it is just these rows and columns comes in step 5.
      """
  }

  static let globalAttention = TourStep(
    "global attention, and its price",
    script: [
      "model pale-t", "view map", "stage 1", "block 1", "mechanism global", "head all",
      "set incoming off", "set cells picture", "goto 37,9",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      In the first vision transformers every token looks at every other: \(figures.tokens) here, \
      which makes \(figures.globalPairs) pairs in each head. Their number grows with the square of \
      the tokens: twice the height and width, 16 times the pairs. For large pictures, and for \
      detection and segmentation, that is too much. So all that follows lets a token look at a \
      part of the map only. The question is at which.
      """
  }

  static let windows = TourStep(
    "windows, and how they shift",
    script: [
      "model swin-t", "view map", "stage 1", "block 1", "mechanism own", "head all",
      "set incoming off", "set cells picture", "goto 37,13",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      Swin cuts the map into windows of 7 x 7, and a token looks at its own: \
      \(figures.count("window")), \(figures.share("window")) of the map. But the border of a \
      window is a wall: `l` goes one token to the right, and the bright square jumps. So the next \
      block shifts all windows by 3: press `]`, and the wall is somewhere else. Shuffle takes the \
      tokens of its second windows from afar, and MSG gives each window a messenger that trades \
      with those of other windows.
      """
  }

  static let crosses = TourStep(
    "rows, columns, crosses",
    script: [
      "model pale-t", "view map", "stage 2", "block 1", "mechanism cross-shaped", "head all",
      "set incoming off", "set cells picture", "goto 18,4",
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
      "set incoming off", "set cells picture", "goto 25,14",
    ]
  ) { session in
    let figures = TourFigures(session)
    return """
      A pale is as many rows as columns, interlaced with those of the other pales, with the same \
      gap between neighbours: a fence. The token meets what is near and what is far in one layer: \
      \(figures.count("pale")), \(figures.share("pale")) of the map. Half of the heads attend \
      along the rows, half along the columns: `)` goes through the heads, `u` takes all together \
      again. The article reports 83.4% top-1 on ImageNet-1k for Pale-T, 0.7 more than the best \
      model of its size before.
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
      This is Figure 1 of the article on Pale Transformer, on this picture and for your token, \
      with the price of each. For the same token the window holds \(figures.count("window")), \
      axial attention \(figures.count("axial")), the cross \(figures.count("cross-shaped")), the \
      pale \(figures.count("pale")) of \(figures.tokens). The article's judgement: in one layer, \
      the others mix too little context. Move the cursor, and go through the stages with `{` and \
      `}`: the smaller the map, the less they differ.
      """
  }
}
