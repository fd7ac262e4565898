public import Images

/// A figure that is fit to print: what it shows, what the signs mean, and where the numbers come
/// from.
///
/// It is a value, laid out and drawn only by ``svg`` and ``png(scale:)``.
public struct Figure: Sendable {
  /// What the figure shows, in a line above the panels.
  public var title: String
  /// Shown from left to right, and below where the width is used up.
  public var panels: [Panel]
  /// What colours and signs mean, below the panels.
  public var legend: [LegendEntry]
  /// Where the numbers come from, at the bottom: model, weights, picture, place, version.
  public var provenance: String
  /// The most that panels take side by side, in points of 1/72 inch of the layout.
  public var layoutWidth: Double
  /// How wide the figure is printed, in the same points; as wide as it was laid out unless told.
  public var width: Double?

  public init(
    title: String, panels: [Panel], legend: [LegendEntry] = [], provenance: String = "",
    layoutWidth: Double = 900, width: Double? = nil
  ) {
    self.title = title
    self.panels = panels
    self.legend = legend
    self.provenance = provenance
    self.layoutWidth = layoutWidth
    self.width = width
  }

  /// A part of a figure.
  public enum Panel: Sendable {
    case tokenMap(TokenMapPanel)
    case multiples(MultiplesPanel)
    case plot(PlotPanel)
    case scatter(ScatterPanel)
    case bars(BarsPanel)
    case table(TablePanel)
    case cells(CellsPanel)
  }
}

/// What a colour or a sign means.
public struct LegendEntry: Hashable, Sendable {
  /// What is drawn before the words.
  public enum Sign: Hashable, Sendable {
    case area(RGB)
    case outline(RGB)
    case dashedOutline(RGB)
    /// The mark of the token under the cursor.
    case cursor
  }

  public var label: String
  public var sign: Sign

  public init(_ label: String, _ sign: Sign) {
    self.label = label
    self.sign = sign
  }
}
