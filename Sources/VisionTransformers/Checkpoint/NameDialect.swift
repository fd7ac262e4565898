/// One way in which a family's parameters are named in files.
///
/// It goes from the names that attnscope asks for to those in the file, part by part, and never by
/// rewriting a name step by step.
public struct NameDialect: Sendable {
  /// Who names them so: `official`, `timm`, `torchvision`, `transformers`.
  public var name: String
  private let fileNames: @Sendable (_ path: [String]) -> [String]

  /// - Parameters:
  ///   - name: Who names them so.
  ///   - fileNames: The tensors that make up a parameter, whose name is given part by part: several
  ///     where the file has queries, keys and values apart, to be put together row by row.
  init(_ name: String, _ fileNames: @escaping @Sendable (_ path: [String]) -> [String]) {
    self.name = name
    self.fileNames = fileNames
  }

  /// Whether the names are those of Hugging Face transformers.
  var isTransformers: Bool { name == "transformers" }

  /// The names that attnscope asks for.
  static let official = NameDialect("official") { [$0.joined(separator: ".")] }

  /// The same names with something before them, such as `model.` in files of PyTorch Lightning.
  func below(_ prefix: String) -> NameDialect {
    NameDialect(name) { [fileNames] path in fileNames(path).map { prefix + $0 } }
  }

  /// The tensors that make up a parameter.
  func names(of parameter: String) -> [String] {
    fileNames(parameter.split(separator: ".").map(String.init))
  }
}

extension Sequence where Element == String {
  /// The parts of one name, put together: the only tensor of a parameter.
  var joinedAsOne: [String] { [joined(separator: ".")] }
}
