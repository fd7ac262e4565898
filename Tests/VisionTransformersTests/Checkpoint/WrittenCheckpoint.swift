import Foundation
import Tensors
import VisionTransformers

/// A folder for one test, removed when nobody holds it any more.
final class CheckpointFolder: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "checkpoint-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    return "\(path)/\(name)"
  }

  /// Writes what a model asks for as safetensors, under its official names, and gives the path.
  @discardableResult
  func write(
    _ spec: BackboneSpec, _ parameters: any ParameterSource,
    to name: String = "model.safetensors"
  ) throws -> String {
    var header: [String] = []
    var data = Data()
    for parameter in try spec.audit().parameters.parameters {
      let tensor = try parameters.tensor(named: parameter.name, shape: parameter.shape)
      let start = data.count
      for scalar in tensor.scalars {
        let bits = scalar.bitPattern
        data.append(contentsOf: (0..<4).map { UInt8(bits >> (8 * $0) & 0xFF) })
      }
      header.append(
        #""\#(parameter.name)":{"dtype":"F32","shape":\#(parameter.shape),"#
          + #""data_offsets":[\#(start),\#(data.count)]}"#)
    }
    let text = "{" + header.joined(separator: ",") + "}"
    let length = (0..<8).map { UInt8(text.utf8.count >> (8 * $0) & 0xFF) }
    let path = "\(path)/\(name)"
    try (Data(length) + Data(text.utf8) + data).write(to: URL(filePath: path))
    return path
  }
}
