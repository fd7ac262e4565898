extension ContinuousClock.Instant {
  /// Seconds that have passed since.
  var secondsUntilNow: Double {
    let time = duration(to: .now).components
    return Double(time.seconds) + Double(time.attoseconds) * 1e-18
  }
}
