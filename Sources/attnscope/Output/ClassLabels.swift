import Assets
import VisionTransformers

/// What the classes of a model are called.
///
/// Those of a trained model have the names that stand beside its checkpoint, else ImageNet's where
/// there are 1000, else numbers. Seeded parameters have learned no classes: theirs are numbers.
struct ClassLabels {
  private let names: [String]

  init(of selection: ModelSelection) {
    guard let checkpoint = selection.checkpoint else {
      names = []
      return
    }
    names =
      checkpoint.labels
      ?? (selection.spec.classes == 1000 ? Assets.imageNetLabels.map(\.name) : [])
  }

  /// All names, or nothing where classes only have numbers.
  var all: [String]? { names.isEmpty ? nil : names }

  /// The name of a class.
  subscript(index: Int) -> String {
    names.indices.contains(index) ? names[index] : "class \(index)"
  }
}
