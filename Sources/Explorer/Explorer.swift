/// The whole program as a value: what it shows, and how it answers an event.
public struct Explorer: Sendable {
  public init() {}
}
