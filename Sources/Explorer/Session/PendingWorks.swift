import VisionTransformers

/// Background work that was asked for and has not ended.
struct PendingWorks: Sendable {
  private var lastID = 0
  /// What each is called, by its number, oldest first.
  private(set) var names: [(id: Int, name: String)] = []

  var isEmpty: Bool { names.isEmpty }

  fileprivate mutating func add(_ name: String) -> Int {
    lastID += 1
    names.append((lastID, name))
    return lastID
  }

  mutating func end(_ id: Int) { names.removeAll { $0.id == id } }
}

extension Session {
  /// Something to be worked out away from the keys: answer it with ``Effect/work(_:)``.
  ///
  /// - Parameters:
  ///   - name: What is going on, for the status line: `verifying swin-t`.
  ///   - usesModel: Whether it needs the model's parameters, and threads.
  ///   - body: What to do; it throws what reads as one plain sentence.
  /// - Returns: The work, with the number by which its events are told from those of others.
  mutating func background(
    _ name: String, usesModel: Bool = false,
    _ body: @escaping @Sendable (WorkContext) throws -> any Sendable
  ) -> BackgroundWork {
    BackgroundWork(
      id: works.add(name), name: name, usesModel: usesModel, model: opened.request, body)
  }

  /// Gives up all that is worked out.
  mutating func cancelWorks() -> [Effect] { works.names.map { .cancelWork($0.id) } }

  /// Changes whenever the model, the picture or what a run said of them does.
  var runVersion: Int { run.version }
}
