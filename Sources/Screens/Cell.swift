/// One place on the screen: a character one column wide, and its style.
///
/// A cell is a dozen bytes without references, so that frames are compared and copied quickly.
public struct Cell: Hashable, Sendable {
  /// What is drawn: always one scalar that takes one column.
  public private(set) var scalar: Unicode.Scalar
  public var style: Style

  /// Makes a cell; a character that is not one column wide is replaced, see ``character``.
  public init(_ character: Character = " ", style: Style = .plain) {
    scalar = .drawn(character)
    self.style = style
  }

  /// The character as text.
  ///
  /// Setting one that may take another number of columns (control characters, emoji, Chinese,
  /// scripts that are joined or written from the right) sets `?`; of a letter with marks that has
  /// no code point of its own, the letter stays.
  public var character: Character {
    get { Character(scalar) }
    set { scalar = .drawn(newValue) }
  }
}
