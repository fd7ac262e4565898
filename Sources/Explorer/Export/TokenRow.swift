import Screens
import VisionTransformers

/// What is known of the token under the cursor, in one line for notes.
struct TokenRow {
  private let session: Session

  init(_ session: Session) { self.session = session }

  var text: String {
    var parts = [Provenance(session).place]
    let reading = session.reading
    if let region = try? reading.region.get() {
      parts.append("region \(region.field.count) tokens")
      parts.append(NumberText.percent(region.field.share, digits: 2))
    }
    if let statistics = reading.attention?.statistics {
      parts.append("entropy \(NumberText.fixed(statistics.entropy, 4)) nats")
      parts.append("effective keys \(NumberText.fixed(statistics.effectiveKeys, 2))")
      if let distance = statistics.meanDistance {
        parts.append("mean distance \(NumberText.fixed(distance, 2)) px")
      }
      parts.append("largest weight \(NumberText.fixed(statistics.largestWeight, 6))")
    }
    return parts.joined(separator: ", ").escapingControls
  }
}
