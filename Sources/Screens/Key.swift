/// A key that was pressed, or something else that the terminal told.
public enum Key: Hashable, Sendable {
  /// A character that was typed, the space among them.
  case character(Character)
  /// A key pressed with Control, named by its lower-case character: `.control("c")`.
  ///
  /// Control with i, m, j, h and [ are ``tab``, ``enter``, ``backspace`` and ``escape``: terminals
  /// send the same for them.
  case control(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case tab, backTab, enter, escape, backspace, delete, insert
  /// F1, F2, and so on.
  case function(Int)
  case mouse(row: Int, column: Int, MouseAction)
  /// The terminal has another size now.
  case resize
  /// The program goes on after it was suspended.
  case resume
}

/// What was done with the mouse.
public enum MouseAction: Hashable, Sendable {
  case press
  case wheelUp
  case wheelDown
}
