import Screens
import VisionTransformers

/// Every layer of the model: its region at the cursor's pixels, and a bar of its time that appears
/// when it has run.
struct LayersPanel: SidePanel {
  let title = "layers"

  /// What is computed; what is left of a bar is waiting.
  private static let operations = VisionTransformers.Operation.allCases.filter { $0 != .waiting }
  private static let letters = operations.map { OperationBars.name(of: $0).letter }

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
    return [key(session)]
      + layers.enumerated().dropFirst(first).prefix(visible).map { index, layer in
        line(layer, isCurrent: index == current, slowest: slowest, columns: columns, session)
      }
  }

  /// What the parts of bars are.
  private func key(_ session: Session) -> StyledText {
    let names = ["qkv", "attn", "proj", "mlp", "other"]
    var text = StyledText("time ", session.theme.faint)
    for (index, name) in names.enumerated() {
      let letters = letters(session)
      text.append(letters.map { "\($0[index])=" } ?? "█ ", session.theme.parts[index])
      text.append("\(name)  ", session.theme.faint)
    }
    text.append("\(waiting(session)) waiting", session.theme.faint)
    return text
  }

  /// The letters of operations, where colours do not tell them apart.
  private func letters(_ session: Session) -> [Character]? {
    session.hasBlocks && session.capabilities.colors >= .eight ? nil : Self.letters
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
    let isFresh = isFresh(address, session)
    var bar = Bar.stacked(
      Self.operations.map { report.operations[$0] }, of: slowest, columns: columns,
      letters: letters(session),
      styles: isFresh ? session.theme.parts : [session.theme.line])
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
