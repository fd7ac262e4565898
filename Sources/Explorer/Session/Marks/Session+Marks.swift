import VisionTransformers

/// Pins, and jumps along them and along keys.
extension Session {
  /// Marks the token under the cursor with a letter, or takes its marks away.
  mutating func togglePin() {
    let here = pins.pins(on: cursor, scale)
    let name = "(\(cursor.row),\(cursor.column))"
    if !here.isEmpty {
      pins.remove(here)
      message = "unpinned \(here.map { String($0.letter) }.joined(separator: ", ")) at \(name)"
    } else if let letter = pins.add(selection.point) {
      message = "pinned \(letter) at \(name)"
    } else {
      message = "all letters are taken: unpin a token first"
    }
  }

  /// Goes to the pin after the one under the cursor, or to the first.
  mutating func jumpToPin() {
    guard let pin = pins.next(after: cursor, scale) else {
      message = "there are no pins: space pins the token under the cursor"
      return
    }
    selection.point = pin.point
    message = "at pin \(pin.letter)"
  }

  /// Goes on along the strongest keys of the token at which this began, or back.
  mutating func stepAlongKeys(by step: Int) {
    var walk = keyWalk.flatMap { $0.selection == selection ? $0 : nil } ?? KeyWalk(self)
    let (row, column) = grid.position(of: walk.origin)
    let whose = "of (\(row),\(column))"
    guard let token = walk.step(step) else {
      message = walk.edge(step, whose)
      return
    }
    let place = grid.position(of: token)
    move(toRow: place.row, column: place.column)
    walk.selection = selection
    keyWalk = walk
    message = walk.news(whose)
  }
}

extension KeyWalk {
  private var what: String { isByWeight ? "strongest keys" : "tokens of the region" }

  /// Why there is no such step.
  fileprivate func edge(_ step: Int, _ whose: String) -> String {
    if stops.isEmpty { return "there are no other tokens in the region \(whose)" }
    return step > 0
      ? "the last of the \(stops.count) \(what) \(whose)"
      : "n goes to the first of the \(stops.count) \(what) \(whose)"
  }

  /// Where the walk has come to.
  fileprivate func news(_ whose: String) -> String {
    guard let place else { return "back at \(whose.dropFirst(3))" }
    let weight =
      stops[place].weight.map { ", weight \(NumberText.fixed(Double($0), 4))" } ?? ", by distance"
    return "\(place + 1) of \(stops.count) \(what) \(whose)\(weight)"
  }
}
