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
      guard case (.rendition(var parameters), sequence.count) = FramePiece.next(in: sequence, at: 0)
      else { continue }
      while let parameter = parameters.next() {
        if [22, 23, 24, 25, 27, 28, 39, 49].contains(parameter) { endings.insert(parameter) }
      }
    }
  }

  /// Whether a reset is `ESC [ … m`, perhaps with a choice of characters.
  private static func isUnderstood(_ reset: [UInt8]) -> Bool {
    var place = 0
    var hasRendition = false
    while place < reset.count {
      let (piece, end) = FramePiece.next(in: reset, at: place)
      switch piece {
      case .rendition: hasRendition = true
      case .characters: break
      case .content, .unknown: return false
      }
      place = end
    }
    return hasRendition
  }

  /// A frame with the same meaning, never longer.
  ///
  /// Nothing is taken for granted of what the terminal draws with before it.
  func shorten(_ frame: [UInt8]) -> [UInt8] {
    var speech = Speech(of: frame, endings: endings)
    var place = 0
    while place < frame.count {
      let (piece, end) = FramePiece.next(in: frame, at: place)
      if case .unknown = piece { break }
      speech.add(piece, place..<end)
      place = end
    }
    speech.settle()
    return speech.bytes + frame[place...]
  }
}

/// What has been said of a frame, and what there is to say before the next content.
private struct Speech {
  private let frame: [UInt8]
  private let endings: ParameterSet
  private(set) var bytes: [UInt8] = []
  /// What curses said since the last content.
  private var pending: [UInt8] = []
  private var wanted = Rendition.unknown
  private var current = Rendition.unknown
  private var characters: [FramePiece.CharacterSlot: UInt8] = [:]

  init(of frame: [UInt8], endings: ParameterSet) {
    self.frame = frame
    self.endings = endings
    bytes.reserveCapacity(frame.count)
  }

  /// Adds a piece, which is at a place in the frame.
  mutating func add(_ piece: FramePiece, _ place: Range<Int>) {
    switch piece {
    case .rendition(let parameters):
      if let changed = wanted.changed(by: parameters) {
        wanted = changed
        pending += frame[place]
      } else {
        settle()
        bytes += frame[place]
        (wanted, current) = (.unknown, .unknown)
      }
    case .characters(let slot, let set):
      if characters[slot] != set { bytes += frame[place] }
      characters[slot] = set
    case .content, .unknown:
      settle()
      bytes += frame[place]
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
