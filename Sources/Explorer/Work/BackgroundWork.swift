/// Something that takes too long to be worked out between two keys.
///
/// One follows another, away from the keys; what comes of it is a ``WorkEvent``.
public struct BackgroundWork: Sendable {
  /// What its events are told from those of others by.
  public let id: Int
  /// What is going on, for the status line: `verifying swin-t`.
  public let name: String
  /// Whether it needs the model's parameters.
  public let usesModel: Bool
  /// The model that it is about, for work that needs its parameters.
  public let model: ModelRequest
  private let body: @Sendable (WorkContext) throws -> any Sendable

  init(
    id: Int, name: String, usesModel: Bool, model: ModelRequest,
    _ body: @escaping @Sendable (WorkContext) throws -> any Sendable
  ) {
    self.id = id
    self.name = name
    self.usesModel = usesModel
    self.model = model
    self.body = body
  }

  /// Does it, on the calling thread.
  ///
  /// - Returns: How it ended.
  public func perform(in context: WorkContext) -> WorkEvent {
    guard context.isWanted() else { return .cancelled }
    do {
      let result = try body(context)
      return context.isWanted() ? .done(result) : .cancelled
    } catch {
      return .failed("\(name): \(error)")
    }
  }
}

extension BackgroundWork: Equatable {
  public static func == (left: Self, right: Self) -> Bool {
    left.id == right.id && left.name == right.name && left.model == right.model
  }
}

/// What background work says of itself: any number of parts, then how it ended.
public enum WorkEvent: Sendable {
  case part(any Sendable)
  case done(any Sendable)
  /// One plain sentence.
  case failed(String)
  case cancelled

  /// Whether nothing follows.
  public var isLast: Bool {
    if case .part = self { false } else { true }
  }
}
