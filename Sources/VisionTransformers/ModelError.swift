public import Tensors

/// Why a model cannot be made: what was found, and what was expected.
public indirect enum ModelError: Error, Equatable, CustomStringConvertible {
  /// A mechanism cuts an axis into groups that do not fill it.
  case indivisible(axis: String, extent: Int, by: Int, nearest: [Int])
  /// The branches of a mechanism cannot share the heads evenly.
  case headsNotSplittable(heads: Int, branches: Int)
  /// Balanced halving does not end in clusters of the wanted size.
  case notBalanced(tokens: Int, clusterSize: Int, nearestGrids: [TokenGrid])
  /// A model does not take pictures of a size, for a reason that one of its stages gives.
  case unsupportedInput(
    model: String, found: PixelSize, reason: ModelError?, nearest: [PixelSize])
  /// A mechanism needs features, and there are none yet.
  case featuresNeeded(mechanism: String)
  /// A number that somebody asked for makes no sense.
  case outOfRange(name: String, value: Int, allowed: ClosedRange<Int>)
  /// The parameters do not have a tensor.
  case missing(name: String)
  /// The parameters have a tensor in another shape.
  case shapeMismatch(name: String, expected: Shape, found: Shape)
  /// The parameters cannot be read.
  case unreadable(reason: String)
  /// There is no such thing in a catalogue.
  case unknown(kind: String, name: String, known: [String])

  public var description: String {
    switch self {
    case .indivisible(let axis, _, _, let nearest):
      "\(problem): use \(nearest.map(String.init).joined(separator: " or ")) \(axis)"
    case .headsNotSplittable(let heads, let branches):
      "\(heads) heads cannot be shared evenly by \(branches) branches"
    case .notBalanced(_, _, let nearest):
      "\(problem): use a grid of \(nearest.map(\.description).joined(separator: " or "))"
    case .unsupportedInput(let model, let found, let reason, let nearest):
      "\(model) does not take \(found) pixels\(reason.map { ", as \($0.problem)" } ?? ""): "
        + "use \(nearest.map(\.description).joined(separator: " or "))"
    case .featuresNeeded(let mechanism):
      "\(mechanism) needs a picture or a run: its groups follow from the features"
    case .outOfRange(let name, let value, let allowed):
      "\(name) \(value) is not in \(allowed.lowerBound)...\(allowed.upperBound)"
    case .unreadable(let reason): reason
    case .missing(let name): "\(name): not among the parameters"
    case .shapeMismatch(let name, let expected, let found):
      "\(name): expected \(expected), found \(found)"
    case .unknown(let kind, let name, let known):
      "there is no \(kind) \(name): choose one of \(known.joined(separator: " "))"
    }
  }

  /// What is wrong, without advice that holds for one grid only.
  private var problem: String {
    switch self {
    case .indivisible(let axis, let extent, let size, _):
      "\(extent) \(axis) cannot be split into groups of \(size)"
    case .notBalanced(let tokens, let size, _):
      "\(tokens) tokens cannot be halved into clusters of \(size)"
    default: description
    }
  }
}
