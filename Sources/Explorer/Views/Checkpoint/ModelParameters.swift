import Tensors
import VisionTransformers

/// The parameters that a model asks for, and which part of it each belongs to.
struct ModelParameters: Sendable {
  /// A part of the model by the beginning of its parameters' names: `layers.2`, `head`.
  struct Part: Equatable, Sendable {
    let name: String
    var count: Int
  }

  /// Whose they are.
  let model: ModelRequest
  let parameters: [ParameterShape]
  /// In the order in which the model asks for them.
  let parts: [Part]

  /// - Parameter opened: The model; one that cannot be listed has no parameters.
  init(of opened: OpenedModel) {
    model = opened.request
    parameters = (try? opened.spec.audit().parameters.parameters) ?? []
    var parts: [Part] = []
    for parameter in parameters {
      let name = Self.part(of: parameter.name)
      if let place = parts.firstIndex(where: { $0.name == name }) {
        parts[place].count += parameter.shape.count
      } else {
        parts.append(Part(name: name, count: parameter.shape.count))
      }
    }
    self.parts = parts
  }

  var count: Int { parts.reduce(0) { $0 + $1.count } }

  /// The first word of a name, and the number that follows it where one does.
  private static func part(of name: String) -> String {
    let words = name.split(separator: ".", maxSplits: 2)
    guard let first = words.first else { return name }
    return words.count > 1 && Int(words[1]) != nil ? "\(first).\(words[1])" : String(first)
  }
}
