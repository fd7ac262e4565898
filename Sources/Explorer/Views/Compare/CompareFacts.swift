import VisionTransformers

/// The numbers of a region in the words of captions and tables.
struct CompareFacts {
  let region: CompareReading.Region

  init(_ region: CompareReading.Region) { self.region = region }

  var tokens: String { "\(region.field.count)" }
  var share: String { NumberText.percent(region.field.share) }
  var span: String { "\(region.field.span.rows)x\(region.field.span.columns)" }
  var macs: String { NumberText.count(region.layout.macs) }
  var effective: String {
    region.uniform.map { NumberText.fixed($0.effectiveTokens, 1) } ?? NumberText.none
  }
  var distance: String {
    region.uniform?.distance.map { NumberText.fixed($0, 1) } ?? NumberText.none
  }

  /// Size, share and cost, as far as they have room.
  func caption(_ columns: Int) -> String {
    let whole = "\(tokens) \(share) \(macs)"
    if whole.count <= columns { return whole }
    return Self.fitting(
      [tokens, NumberText.percent(region.field.share, digits: 0), macs], columns)
  }

  /// What the region is worth, and its span.
  func secondCaption(_ columns: Int) -> String {
    Self.fitting(["eff \(effective)", span], columns)
  }

  private static func fitting(_ parts: [String], _ columns: Int) -> String {
    var text = ""
    for part in parts where text.isEmpty || text.count + 1 + part.count <= columns {
      text += text.isEmpty ? part : " \(part)"
    }
    return text
  }
}
