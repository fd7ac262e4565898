/// How a terminal draws what comes next: its attributes and colours, as far as they are known.
///
/// `ESC [ … m` changes it: "select graphic rendition" in ECMA-48.
struct Rendition: Equatable {
  /// A colour, in the words it was asked for with: terminals may show 31 and 38;5;1 differently.
  enum Ground: Equatable {
    case standard
    /// The eight colours, then the eight bright ones.
    case basic(Int)
    case indexed(Int)
  }

  /// Bold, dim, italic, underlined, blinking, reversed, hidden, by the parameters that begin them.
  var attributes: ParameterSet = []
  /// The attributes of which it is known whether they are on.
  var knownAttributes: ParameterSet = []
  var foreground: Ground?
  var background: Ground?
  /// Whether it is known that nothing else is in force, such as an overline or another font.
  var isOtherwisePlain = false

  static let allAttributes: ParameterSet = [1, 2, 3, 4, 5, 7, 8]

  /// Nothing is known.
  static let unknown = Rendition()
  /// No attributes, and the terminal's own colours.
  static let plain = Rendition(
    knownAttributes: allAttributes, foreground: .standard, background: .standard,
    isOtherwisePlain: true)

  /// What a parameter that ends attributes ends, or nothing where it ends none.
  static func attributes(endedBy parameter: Int) -> ParameterSet? {
    switch parameter {
    case 22: [1, 2]
    case 23, 24, 25, 27, 28: [parameter - 20]
    default: nil
    }
  }

  /// This rendition after some parameters, or nothing where one of them means something else.
  func changed(by parameters: RenditionParameters) -> Rendition? {
    var changed = self
    var rest = parameters
    while let parameter = rest.next() {
      switch parameter {
      case 0: changed = .plain
      case 30...37: changed.foreground = .basic(parameter - 30)
      case 40...47: changed.background = .basic(parameter - 40)
      case 90...97: changed.foreground = .basic(parameter - 82)
      case 100...107: changed.background = .basic(parameter - 92)
      case 39: changed.foreground = .standard
      case 49: changed.background = .standard
      case 38, 48:
        guard rest.next() == 5, let number = rest.next(), number < 256 else { return nil }
        if parameter == 38 { changed.foreground = .indexed(number) }
        if parameter == 48 { changed.background = .indexed(number) }
      case _ where Self.allAttributes.contains(parameter):
        changed.attributes.insert(parameter)
        changed.knownAttributes.insert(parameter)
      default:
        guard let ended = Self.attributes(endedBy: parameter) else { return nil }
        changed.attributes.subtract(ended)
        changed.knownAttributes.formUnion(ended)
      }
    }
    return rest.areReadable ? changed : nil
  }
}
