import Screens

/// What stands around every page: where one is above, what runs and which keys there are below.
struct Chrome: Sendable {
  let breadcrumb: Rect
  /// A line between the breadcrumb and the page, where there is room.
  let rule: Rect
  /// What is left for the page.
  let body: Rect
  /// What the tour says; empty where it does not go on.
  let tour: Rect
  /// Says what to know of the parameters before believing a weight.
  let banner: Rect
  let status: Rect
  let footer: Rect

  init(size: Size, session: Session) {
    var rest = Rect(size)
    breadcrumb = rest.takeTop(1)
    rule = rest.takeTop(size.rows >= 26 && size.columns < MapLayout.frameColumns ? 1 : 0)
    footer = rest.takeBottom(1)
    status = rest.takeBottom(1)
    banner = rest.takeBottom(session.isTrained ? 0 : 1)
    let strip = session.tour.map { TourStrip($0, session, columns: size.columns) }
    tour = rest.takeBottom(strip?.rows(of: rest.rows) ?? 0)
    body = rest
  }

  func draw(_ session: Session, hints: [KeyHint], on screen: inout Screen) {
    let theme = session.theme
    screen.write(
      Breadcrumb(session).text(columns: breadcrumb.columns - 2), row: breadcrumb.row, column: 1)
    if !rule.isEmpty { screen.rule(in: rule, style: theme.line) }
    if let tour = session.tour {
      TourStrip(tour, session, columns: screen.size.columns).draw(in: self.tour, on: &screen)
    }
    if !banner.isEmpty { drawBanner(session, on: &screen) }
    StatusLine(session).draw(in: status.inset(left: 1, right: 1), on: &screen)
    screen.write(
      Footer.text(hints, columns: footer.columns - 2, theme: theme), row: footer.row, column: 1)
  }

  private func drawBanner(_ session: Session, on screen: inout Screen) {
    let full = "seeded parameters: regions are exact, weights are not a trained model's"
    let short = "seeded: regions exact, weights not a trained model's"
    let text = full.count + 2 <= banner.columns ? full : short
    screen.write(
      text.shortened(to: banner.columns - 2), row: banner.row, column: 1,
      style: session.theme.warning)
  }
}

/// What is shown where nothing fits.
enum TooSmallNotice {
  static func screen(_ size: Size) -> Screen {
    var screen = Screen(size)
    let lines = ["Terminal too small", "have \(size)", "need \(Explorer.minimumSize)"]
    let top = max(0, (size.rows - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      screen.write(line, row: top + index, column: max(0, (size.columns - line.count) / 2))
    }
    return screen
  }
}
