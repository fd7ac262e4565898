import Figures
import VisionTransformers

/// What a token attends to under every mechanism, as `compare` prints it.
struct ComparisonReport {
  /// One mechanism: numbers, or a sentence that says why it does not fit.
  struct Entry: Encodable {
    var mechanism: String
    var tokens: Int?
    /// A part of the grid, from 0 to 1.
    var share: Double?
    /// Rows and columns.
    var span: [Int]?
    /// Tokens that the region is worth when every key of a head has the same weight.
    var effective: Double?
    var macs: Int?
    /// What divides and what does not.
    var verdict: String
    var error: String?
  }

  let comparison: MechanismComparison

  init(_ comparison: MechanismComparison) { self.comparison = comparison }

  /// One for each mechanism, in the order of the catalogue.
  var entries: [Entry] {
    comparison.entries.map { entry in
      switch entry.outcome {
      case .success(let layer):
        Entry(
          mechanism: entry.name, tokens: layer.field.count, share: layer.field.share,
          span: [layer.field.span.rows, layer.field.span.columns],
          effective: layer.uniform.effectiveTokens, macs: layer.macs, verdict: entry.verdict)
      case .failure(let error):
        Entry(mechanism: entry.name, verdict: entry.verdict, error: error.description)
      }
    }
  }

  var table: NumberTable {
    NumberTable(
      name: "compare",
      columns: [
        "mechanism", "tokens", "share", "span_rows", "span_columns", "effective", "macs", "verdict",
        "error",
      ],
      rows: entries.map { entry in
        [
          .text(entry.mechanism), NumberTable.Value(entry.tokens), NumberTable.Value(entry.share),
          NumberTable.Value(entry.span?[0]), NumberTable.Value(entry.span?[1]),
          NumberTable.Value(entry.effective), NumberTable.Value(entry.macs),
          .text(entry.verdict), NumberTable.Value(entry.error),
        ]
      })
  }
}
