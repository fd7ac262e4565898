import Screens

extension Explorer {
  /// Begins the tour at a step, on the sample picture.
  mutating func beginTour(at index: Int) -> [Effect] {
    let tour = Tour(index: index)
    session.tour = tour
    let sample = session.requestedPicture == nil ? [] : session.open(picture: nil)
    return sample + go(to: tour.step)
  }

  /// Answers a key of the tour.
  ///
  /// - Returns: The effects; nothing where the key is not the tour's.
  mutating func pressInTour(_ key: Key) -> [Effect]? {
    guard session.tour != nil, overlay == nil else { return nil }
    switch key {
    case .character("."): return goOnWithTour()
    case .enter where !view.keys.contains(.enter): return goOnWithTour()
    case .character(","): return session.tour?.goBack().map { go(to: $0) } ?? []
    case .escape:
      session.tour = nil
      change(MapView.self) { $0.isFit = true }
      session.message = "the tour is left: :tour begins again"
      return []
    default: return nil
    }
  }

  private mutating func goOnWithTour() -> [Effect] {
    guard let tour = session.tour else { return [] }
    let chrome = Chrome(size: size, session: session)
    let lines = TourStrip(tour, session, columns: size.columns).lineCount
    return session.tour?.goOn(lines: lines, visible: chrome.tour.rows - 1).map { go(to: $0) } ?? []
  }

  /// Brings the explorer to what a step is about.
  private mutating func go(to step: TourStep) -> [Effect] {
    var effects: [Effect] = []
    for line in step.script {
      do throws(CommandError) {
        effects += try carryOut(CommandLine(line))
      } catch {
        session.message = error.description
      }
    }
    return effects
  }
}
