extension ReceptiveField {
  /// What a token draws on through layers that run one after another, first to last.
  ///
  /// Every layer adds to its tokens, so a token always draws on itself too. Zero tokens outside of the
  /// grid carry nothing and are not counted.
  ///
  /// - Parameters:
  ///   - query: A token after the last layer.
  ///   - layers: Who attends to whom in each layer.
  /// - Precondition: There is a layer, and all are on one grid.
  /// - Complexity: O(pairs of group and token of all layers), whatever the size of the regions.
  public init(of query: Int, through layers: [AttentionPattern]) {
    let (grid, universe) = Self.common(layers)
    var reached = TokenSet(in: universe)
    reached.insert(query)
    for pattern in layers.reversed() {
      let queries = reached
      for branch in pattern.branches {
        for group in branch.groups where group.queries.contains(where: queries.contains) {
          for key in group.keys {
            reached.insert(branch.keySpace.place(of: key, on: grid), on: grid)
          }
        }
      }
    }
    self.init(on: grid, reached: reached)
  }

  /// Which tokens after the last layer draw on a token before the first.
  ///
  /// - Parameters:
  ///   - key: A token before the first layer.
  ///   - layers: Who attends to whom in each layer, first to last.
  /// - Precondition: There is a layer, and all are on one grid.
  public init(incomingTo key: Int, through layers: [AttentionPattern]) {
    let (grid, universe) = Self.common(layers)
    var reached = TokenSet(in: universe)
    reached.insert(key)
    for pattern in layers {
      let sources = reached
      for branch in pattern.branches {
        for group in branch.groups
        where group.keys.contains(where: {
          branch.keySpace.place(of: $0, on: grid).isMet(by: sources, on: grid)
        }) {
          for query in group.queries { reached.insert(query) }
        }
      }
    }
    self.init(on: grid, reached: reached)
  }

  /// The grid of all layers, and the numbers of its tokens, prefix tokens included.
  private static func common(
    _ layers: [AttentionPattern]
  ) -> (grid: TokenGrid, universe: Range<Int>) {
    precondition(!layers.isEmpty, "a receptive field needs at least one layer")
    let grid = layers[0].grid
    for layer in layers {
      precondition(layer.grid == grid, "layers on \(grid) and \(layer.grid) need downsampling")
    }
    return (grid, -(layers.map(\.prefixCount).max() ?? 0)..<grid.count)
  }
}

extension AttentionPattern.KeySpace.Place {
  /// Whether any of the tokens that a key stands for is in a set.
  fileprivate func isMet(by tokens: TokenSet, on grid: TokenGrid) -> Bool {
    switch self {
    case .token(let token), .prefix(let token): tokens.contains(token)
    case .padding: false
    case .square, .sample: self.tokens(on: grid).contains { tokens.contains($0.token) }
    }
  }
}
