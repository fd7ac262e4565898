import VisionTransformers

/// What a model does with a tensor of a file.
enum TensorFit: Equatable {
  case matched
  /// It follows from the geometry, so it is not needed.
  case buffer
  case leftOver
  /// It belongs to a part of the network that is not built here.
  case foreign
  /// It is of another shape or type than the model takes: what was expected.
  case mismatched(expected: String)
  /// The model asks for it, and the file does not have it.
  case missing
  /// The file holds no model that is known.
  case unknown

  /// Whether somebody should look at it.
  var isMisfit: Bool { self != .matched && self != .buffer && self != .unknown }

  var text: String {
    switch self {
    case .matched: "matched"
    case .buffer: "buffer"
    case .leftOver: "left over"
    case .foreign: "left over, of a part that is not built here"
    case .mismatched(let expected): "expected \(expected)"
    case .missing: "missing"
    case .unknown: "of no known model"
    }
  }

  /// How tensors fit, by their names in the file; those that match are left out.
  static func all(in report: CheckpointReport?) -> [String: TensorFit] {
    guard let report else { return [:] }
    var fits: [String: TensorFit] = [:]
    for name in report.bufferNames { fits[name] = .buffer }
    for name in report.leftOver { fits[name] = .leftOver }
    for name in report.foreign { fits[name] = .foreign }
    for tensor in report.mismatched {
      let isShape = tensor.expected != tensor.found
      fits[tensor.name] = .mismatched(
        expected: isShape ? "\(tensor.expected)" : "floats")
    }
    return fits
  }
}
