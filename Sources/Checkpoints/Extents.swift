/// The product of all extents, or nothing where it, or one on the way to it, exceeds an `Int`.
func product(of extents: [some BinaryInteger]) -> Int? {
  var product = 1
  for extent in extents {
    guard let extent = Int(exactly: extent) else { return nil }
    let (next, overflow) = product.multipliedReportingOverflow(by: extent)
    guard !overflow else { return nil }
    product = next
  }
  return product
}

/// Extents as people write them, without most of them where there are too many.
func abbreviated(_ extents: [some BinaryInteger]) -> String {
  let shown = extents.prefix(8).map { String($0) }.joined(separator: ", ")
  return extents.count > 8 ? "[\(shown), … \(extents.count) in all]" : "[\(shown)]"
}
