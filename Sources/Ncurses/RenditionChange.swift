/// What there is to say to a terminal that draws in one way so that it draws in another.
struct RenditionChange {
  /// Whether all that was in force ends first.
  private var isAnew = false
  /// Parameters that end attributes.
  private var endings: ParameterSet = []
  /// Attributes that begin.
  private var beginnings: ParameterSet = []
  private var foreground: Rendition.Ground?
  private var background: Rendition.Ground?

  /// The shortest change.
  ///
  /// - Parameters:
  ///   - before: How the terminal draws.
  ///   - wanted: How it is to draw; it knows all that the other knows.
  ///   - endings: The parameters of those that end something (22 to 28, 39 and 49) that the terminal
  ///     understands.
  /// - Returns: The change, or nothing where these do not suffice.
  static func shortest(
    from before: Rendition, to wanted: Rendition, endings: ParameterSet
  ) -> RenditionChange? {
    let step = RenditionChange(from: before, to: wanted, endings: endings)
    let anew = RenditionChange(anewTo: wanted)
    guard let step, let anew else { return step ?? anew }
    return step.length <= anew.length ? step : anew
  }

  /// What differs, one by one.
  private init?(from before: Rendition, to wanted: Rendition, endings known: ParameterSet) {
    guard before.isOtherwisePlain == wanted.isOtherwisePlain else { return nil }
    var on = before.attributes
    var maybeOn = on.union(Rendition.allAttributes.subtracting(before.knownAttributes))
    let off = wanted.knownAttributes.subtracting(wanted.attributes)
    if !off.isDisjoint(with: maybeOn) {
      for ending in 22...28 {
        guard let ended = Rendition.attributes(endedBy: ending),
          !ended.isDisjoint(with: off.intersection(maybeOn))
        else { continue }
        guard known.contains(ending) else { return nil }
        endings.insert(ending)
        on.subtract(ended)
        maybeOn.subtract(ended)
      }
    }
    beginnings = wanted.attributes.subtracting(on)
    if wanted.foreground != before.foreground {
      foreground = wanted.foreground
      if foreground == .standard && !known.contains(39) { return nil }
    }
    if wanted.background != before.background {
      background = wanted.background
      if background == .standard && !known.contains(49) { return nil }
    }
  }

  /// All that there is to say after a reset.
  private init?(anewTo wanted: Rendition) {
    guard wanted.isOtherwisePlain, let foreground = wanted.foreground,
      let background = wanted.background
    else { return nil }
    isAnew = true
    beginnings = wanted.attributes
    if foreground != .standard { self.foreground = foreground }
    if background != .standard { self.background = background }
  }

  // MARK: - Saying it

  /// Calls a function with each parameter.
  private func forEachParameter(_ body: (Int) -> Void) {
    if isAnew { body(0) }
    endings.forEach(body)
    beginnings.forEach(body)
    for (ground, base) in [(foreground, 30), (background, 40)] {
      switch ground {
      case nil: break
      case .standard: body(base + 9)
      case .basic(let number): body(number < 8 ? base + number : base + 60 + number - 8)
      case .indexed(let number):
        body(base + 8)
        body(5)
        body(number)
      }
    }
  }

  /// How many bytes the parameters take, with a separator each.
  private var length: Int {
    var length = 0
    forEachParameter { length += $0 < 10 ? 2 : $0 < 100 ? 3 : 4 }
    return length
  }

  /// Adds the sequence to some bytes.
  func write(to bytes: inout [UInt8]) {
    bytes.append(0x1B)
    bytes.append(UInt8(ascii: "["))
    let start = bytes.count
    forEachParameter { parameter in
      if bytes.count > start { bytes.append(UInt8(ascii: ";")) }
      if parameter >= 100 { bytes.append(UInt8(0x30 + parameter / 100)) }
      if parameter >= 10 { bytes.append(UInt8(0x30 + parameter / 10 % 10)) }
      bytes.append(UInt8(0x30 + parameter % 10))
    }
    if bytes.count == start + 1 && bytes[start] == 0x30 { bytes.removeLast() }
    bytes.append(UInt8(ascii: "m"))
  }
}
