import Synchronization
public import Tensors

/// A parameter's name and shape.
public struct ParameterShape: Hashable, Sendable {
  public var name: String
  public var shape: Shape

  public init(name: String, shape: Shape) {
    self.name = name
    self.shape = shape
  }
}

/// A source that only takes names: it lists what a model asks for, and packs no weights.
///
/// Small tensors come back as zeros, so that the code which arranges them runs too.
public final class ParameterAudit: ParameterSource {
  private let asked = Mutex<[ParameterShape]>([])

  public init() {}

  /// What was asked for, in order.
  public var parameters: [ParameterShape] { asked.withLock { $0 } }

  /// The number of trained numbers: everything but the running statistics of batch norms.
  public var count: Int {
    parameters.filter { !$0.name.hasSuffix("running_mean") && !$0.name.hasSuffix("running_var") }
      .reduce(0) { $0 + $1.shape.count }
  }

  public func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
    note(name, shape)
    return Tensor(zeros: shape)
  }

  func note(_ name: String, _ shape: Shape) {
    asked.withLock { $0.append(ParameterShape(name: name, shape: shape)) }
  }
}
