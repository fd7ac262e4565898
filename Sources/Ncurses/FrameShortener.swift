/// Says the same frame in fewer bytes: each attribute and colour only where it changes.
///
/// Curses states both colours wherever one of them changes, each in a sequence of its own. Here they
/// are held back until something is drawn, and then one sequence says what differs from what the
/// terminal draws with. All else goes on unchanged and in order, but for choices of characters that
/// hold already. At each piece of content, and at the end, the terminal draws as curses believes that
/// it does: so erasures have the colour that curses counts on.
///
/// From the first piece on that is not understood, the rest of the frame stays as it is.
struct FrameShortener {
  /// The parameters of those that end something that the terminal understands.
  private var endings: ParameterSet = []

  /// Makes a shortener for a terminal, or nothing where it does not speak as ECMA-48 has it.
  ///
  /// - Parameters:
  ///   - reset: What ends all attributes in the terminal's description (`sgr0`).
  ///   - sequences: What else ends attributes and colours there. Only these are used to end
  ///     something by itself, since terminals know different ones.
  init?(reset: [UInt8], endingWith sequences: [[UInt8]]) {
    guard Self.isUnderstood(reset) else { return nil }
    for sequence in sequences where !sequence.isEmpty {
      guard case (.rendition(var parameters), sequence.count) = FramePiece.first(of: sequence[...])
      else { continue }
      while let parameter = parameters.next() {
        if [22, 23, 24, 25, 27, 28, 39, 49].contains(parameter) { endings.insert(parameter) }
      }
    }
  }

  /// Whether a reset is `ESC [ … m`, perhaps with a choice of characters.
  private static func isUnderstood(_ reset: [UInt8]) -> Bool {
    var rest = reset[...]
    var hasRendition = false
    while !rest.isEmpty {
      let (piece, count) = FramePiece.first(of: rest)
      switch piece {
      case .rendition: hasRendition = true
      case .characters: break
      case .content, .unknown: return false
      }
      rest = rest.dropFirst(count)
    }
    return hasRendition
  }

  /// A frame with the same meaning, never longer.
  ///
  /// Nothing is taken for granted of what the terminal draws with before it.
  func shorten(_ frame: [UInt8]) -> [UInt8] {
    var speech = Speech(endings: endings, capacity: frame.count)
    var rest = frame[...]
    while !rest.isEmpty {
      let (piece, count) = FramePiece.first(of: rest)
      if case .unknown = piece { break }
      speech.add(piece, rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    speech.settle()
    return speech.bytes + rest
  }
}

/// What has been said of a frame, and what there is to say before the next content.
private struct Speech {
  let endings: ParameterSet
  var bytes: [UInt8] = []
  /// What curses said since the last content.
  private var pending: [UInt8] = []
  private var wanted = Rendition.unknown
  private var current = Rendition.unknown
  private var characters: [FramePiece.CharacterSlot: UInt8] = [:]

  init(endings: ParameterSet, capacity: Int) {
    self.endings = endings
    bytes.reserveCapacity(capacity)
  }

  mutating func add(_ piece: FramePiece, _ source: ArraySlice<UInt8>) {
    switch piece {
    case .rendition(let parameters):
      if let changed = wanted.changed(by: parameters) {
        wanted = changed
        pending += source
      } else {
        settle()
        bytes += source
        (wanted, current) = (.unknown, .unknown)
      }
    case .characters(let slot, let set):
      if characters[slot] != set { bytes += source }
      characters[slot] = set
    case .content, .unknown:
      settle()
      bytes += source
    }
  }

  /// Makes the terminal draw as curses believes that it does.
  mutating func settle() {
    guard !pending.isEmpty else { return }
    if wanted != current {
      let start = bytes.count
      let change = RenditionChange.shortest(from: current, to: wanted, endings: endings)
      change?.write(to: &bytes)
      if change == nil || bytes.count - start >= pending.count {
        bytes.replaceSubrange(start..., with: pending)
      }
      current = wanted
    }
    pending.removeAll(keepingCapacity: true)
  }
}
