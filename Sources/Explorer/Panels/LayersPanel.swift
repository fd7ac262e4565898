import Screens
import VisionTransformers

/// Every layer of the model: its region at the cursor's pixels, and a bar of its time that appears
/// when it has run.
struct LayersPanel: SidePanel {
  let title = "layers"

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = session.geometry.layers.count + 1
    return PanelRows(minimum: 1, ideal: min(7, count), most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    guard rows > 2 else { return [strip(session, columns: columns)] }
    let layers = session.reading.layers
    let current =
      session.geometry.position(
        of: session.selection.address, layer: session.selection.layer) ?? 0
    let visible = rows - 1
    let first = max(0, min(current - visible / 2, layers.count - visible))
    let slowest = session.run.reports.values.map(\.seconds).max() ?? 0
    return [key(session, columns: columns)]
      + layers.enumerated().dropFirst(first).prefix(visible).map { index, layer in
        line(layer, isCurrent: index == current, slowest: slowest, columns: columns, session)
      }
  }

  /// What the parts of bars are, with names as long as there is room for.
  private func key(_ session: Session, columns: Int) -> StyledText {
    let long = key(session) { $0 == .projection ? "proj" : OperationMark($0).name }
    return long.columns > columns + 2 ? key(session) { OperationMark($0).shortName } : long
  }

  private func key(
    _ session: Session, name: (VisionTransformers.Operation) -> String
  ) -> StyledText {
    var text = StyledText("time ", session.theme.faint)
    for operation in session.spec.operations where operation != .waiting {
      let mark = OperationMark(operation)
      text.append(
        hasLetters(session) ? "\(mark.letter)=" : "█ ", mark.style(in: session.theme))
      text.append("\(name(operation))  ", session.theme.faint)
    }
    text.append("\(waiting(session)) waiting", session.theme.faint)
    return text
  }

  /// Whether operations are told apart by letters, because colours do not.
  private func hasLetters(_ session: Session) -> Bool {
    !session.hasBlocks || session.capabilities.colors < .eight
  }

  /// The sign of waiting, in which nothing is computed.
  private func waiting(_ session: Session) -> String { session.hasBlocks ? "·" : "." }

  private func line(
    _ layer: LayerRegion, isCurrent: Bool, slowest: Double, columns: Int, _ session: Session
  ) -> StyledText {
    let theme = session.theme
    var text = StyledText(isCurrent ? ">" : " ", theme.accent)
    text.append(
      layer.address.description.aligned(left: 6), isCurrent ? theme.title : .plain)
    text.append(MechanismCatalog.shortName(of: layer.mechanism).aligned(left: 8))
    let extent = try? layer.outcome.get()
    text.append((extent.map { "\($0.count)" } ?? NumberText.none).aligned(right: 5))
    text.append((extent.map { NumberText.percent($0.share) } ?? "").aligned(right: 7) + " ")
    guard layer.index == 0 else { return text }
    let time = duration(of: layer.address, session)
    let room = columns - text.columns - 9
    text.append(bar(of: layer.address, slowest: slowest, columns: room, session))
    text.pad(to: columns - 9)
    text.append(time.aligned(right: 9), isFresh(layer.address, session) ? .plain : theme.faint)
    return text
  }

  private func duration(of address: BlockAddress, _ session: Session) -> String {
    guard let report = session.run.reports[address] else { return "" }
    return session.settings.isStill ? NumberText.none : NumberText.duration(report.seconds)
  }

  private func bar(
    of address: BlockAddress, slowest: Double, columns: Int, _ session: Session
  ) -> StyledText {
    guard let report = session.run.reports[address], !session.settings.isStill else {
      return StyledText()
    }
    let operations = session.spec.operations.filter { $0 != .waiting }
    let marks = operations.map { OperationMark($0) }
    let isFresh = isFresh(address, session)
    var bar = Bar.stacked(
      operations.map { report.operations[$0] }, of: slowest, columns: columns,
      letters: hasLetters(session) ? marks.map(\.letter) : nil,
      styles: isFresh ? marks.map { $0.style(in: session.theme) } : [session.theme.line])
    let end = slowest > 0 ? Int((report.seconds / slowest * Double(columns)).rounded()) : 0
    let rest = min(columns, end) - bar.columns
    if rest > 0 {
      bar.append(String(repeating: waiting(session), count: rest), session.theme.faint)
    }
    return bar
  }

  /// Whether what is known of a block is of the pass that runs, or nothing runs.
  private func isFresh(_ address: BlockAddress, _ session: Session) -> Bool {
    !session.run.isActive || session.run.reported.contains(address)
  }

  /// One sign for each block, in a single line.
  private func strip(_ session: Session, columns: Int) -> StyledText {
    let slowest = session.run.reports.values.map(\.seconds).max() ?? 0
    var text = StyledText()
    for (stage, spec) in session.spec.stages.enumerated() {
      text.append("\(stage == 0 ? "" : " ")s\(stage + 1) ", session.theme.faint)
      for block in spec.blocks.indices {
        let address = BlockAddress(stage: stage, block: block)
        let isHere = address == session.selection.address
        text.append(
          sign(of: address, slowest: slowest, session),
          isHere ? session.theme.selected : session.theme.accent)
      }
    }
    return text
  }

  private func sign(of address: BlockAddress, slowest: Double, _ session: Session) -> String {
    guard let report = session.run.reports[address], isFresh(address, session) else { return "." }
    if session.settings.isStill || slowest <= 0 { return "+" }
    return String(Bar.column(report.seconds / slowest, hasBlocks: session.hasBlocks))
  }
}
