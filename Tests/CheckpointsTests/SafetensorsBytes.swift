@testable import Checkpoints

/// The bytes of a safetensors file: a header's length, the header, and the data.
func safetensors(_ header: String, data: [UInt8] = []) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
    + data
}

/// The bytes of a safetensors file of vectors.
func safetensors(_ vectors: KeyValuePairs<String, [Float]>) -> [UInt8] {
  var entries: [String] = []
  var data: [UInt8] = []
  for (name, floats) in vectors {
    let end = data.count + floats.count * 4
    entries.append(
      #""\#(name)":{"dtype":"F32","shape":[\#(floats.count)],"data_offsets":[\#(data.count),\#(end)]}"#
    )
    data += floats.flatMap { float in (0..<4).map { UInt8(float.bitPattern >> (8 * $0) & 0xFF) } }
  }
  return safetensors("{" + entries.joined(separator: ",") + "}", data: data)
}
