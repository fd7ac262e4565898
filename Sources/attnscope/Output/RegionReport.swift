import VisionTransformers

/// The region of a token, as `region` prints it.
struct RegionReport: Encodable {
  struct Head: Encodable {
    var head: Int
    var branch: String
    var tokens: [Int]
  }

  /// Tokens that are reached one layer later, through a prefix token.
  struct Hop: Encodable {
    var via: Int
    var tokens: [Int]
  }

  /// Where a key is read between tokens, in rows and columns of the grid.
  struct Sample: Encodable {
    var head: Int
    var row: Double
    var column: Double
  }

  var mechanism: String
  /// `geometry`, or `picture` where the region follows from its colours.
  var source: String
  var grid: [Int]
  var keyGrid: [Int]
  var query: Int
  var heads: [Head]
  var union: [Int]
  /// Zero tokens beyond the grid that take part.
  var padding: Int
  var hops: [Hop]
  /// Empty where keys are tokens.
  var samples: [Sample]
  var reason: String
  private let field: ReceptiveField

  private enum CodingKeys: String, CodingKey {
    case mechanism, source, grid, keyGrid, query, heads, union, padding, hops, samples, reason
  }

  init(
    _ layer: AttentionLayerSpec, pattern: AttentionPattern, query: Int, heads: [Int],
    isIncoming: Bool, listsPrefix: Bool
  ) {
    func field(_ head: Int?) -> ReceptiveField {
      isIncoming
        ? ReceptiveField(incomingTo: query, in: pattern, head: head)
        : ReceptiveField(of: query, in: pattern, head: head)
    }
    func tokens(_ field: ReceptiveField) -> [Int] {
      (listsPrefix ? field.prefixTokens : []) + Array(field.tokens)
    }
    let whole = field(heads.count == 1 ? heads[0] : nil)
    self.field = whole
    mechanism = layer.mechanism.name
    source =
      (layer.context.features?.source).map { $0 == .picture ? "picture" : "run" } ?? "geometry"
    grid = [pattern.grid.rows, pattern.grid.columns]
    let keyGrid = pattern.branches.first?.keySpace.keyGrid(on: pattern.grid) ?? pattern.grid
    self.keyGrid = [keyGrid.rows, keyGrid.columns]
    self.query = query
    self.heads = heads.map { head in
      Head(
        head: head, branch: pattern.branch(ofHead: head)?.name ?? "", tokens: tokens(field(head)))
    }
    union = tokens(whole)
    padding = whole.padding
    hops =
      isIncoming
      ? []
      : layer.mechanism.hops(for: query, in: layer.context).map {
        Hop(via: $0.via, tokens: $0.tokens)
      }
    samples = (isIncoming ? [] : heads).flatMap { head in
      pattern.samplePoints(of: query, head: head).map {
        Sample(head: head, row: $0.row, column: $0.column)
      }
    }
    reason =
      isIncoming
      ? "tokens that attend to this one" : layer.mechanism.reason(for: query, in: layer.context)
  }

  /// The region as a picture of characters, and what can be said of it in two lines.
  var text: String {
    let grid = field.grid
    let hopTokens = Set(hops.flatMap(\.tokens))
    let rows = (0..<grid.rows).map { row in
      (0..<grid.columns).map { column in
        let token = grid[row, column]
        if token == query { return "@" }
        return field.tokens.contains(token) ? "#" : hopTokens.contains(token) ? "+" : "."
      }.joined(separator: " ")
    }
    let (row, column) = grid.position(of: query)
    let span = field.span
    var facts =
      "\(mechanism), token (\(row),\(column)) #\(query): \(field.count) of \(grid.count) tokens, "
      + "\(Quantity.percent(field.share)), span \(span.rows)×\(span.columns)"
    if !samples.isEmpty { facts += ", around \(samples.count) sampled points" }
    if padding > 0 { facts += ", and \(padding) zero tokens beyond the grid" }
    if !field.prefixTokens.isEmpty { facts += ", and \(field.prefixTokens.count) prefix tokens" }
    if !hops.isEmpty { facts += "; \(hopTokens.count) more (+) through \(hops.count) messengers" }
    return rows.joined(separator: "\n") + "\n" + facts + "\n" + reason
  }
}
