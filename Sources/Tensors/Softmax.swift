#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns scores into weights that sum to one, in place.
public func softmax(_ scores: inout [Float]) {
  guard let peak = scores.max() else { return }
  var total: Float = 0
  for i in scores.indices {
    scores[i] = expf(scores[i] - peak)
    total += scores[i]
  }
  for i in scores.indices { scores[i] /= total }
}
