import Checkpoints
import Tensors
import Testing

@testable import VisionTransformers

/// Files whose tensors are lost, renamed or of any shape whatever: each is some model with holes, or a
/// sentence, and never more.
@Suite struct CheckpointMutationTests {
  /// The numbers of SplitMix64.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let extents = [0, 1, 2, 3, 7, 8, 13, 25, 49, 169, 225, 1 << 16, 1 << 20, .max]

  private static func files() throws -> [ListedTensors] {
    try SeededCheckpointTests.cases().map { try ListedTensors(of: $0.spec) }
      + SwinTransformer.dialects.map {
        try ListedTensors(of: CheckpointFitTests.swin, in: $0)
      }
      + VisionTransformer.dialects.map {
        try ListedTensors(of: BackboneCatalog.spec(named: "deit-ti-distilled"), in: $0)
      }
  }

  @Test func anyShapesMakeAModelWithHolesOrASentence() throws {
    var numbers = Numbers(state: 77)
    var (models, sentences) = (0, 0)
    for file in try Self.files() {
      for _ in 0..<5 {
        let mutated = mutate(file, &numbers)
        for heads in [nil, [2, 2, 4, 4]] {
          guard let reading = mutated.reading(CheckpointHints(heads: heads)) else { continue }
          if let model = reading.model {
            models += 1
            let report = model.report
            #expect(
              report.matched + report.mismatched.count + report.leftOver.count + report.buffers
                == mutated.tensors.count)
          } else {
            sentences += 1
            #expect(reading.problem?.description.isEmpty == false)
          }
        }
      }
    }
    #expect(models > 40 && sentences > 20)
  }

  /// A file with one to twelve tensors that are not as they were.
  private func mutate(_ file: ListedTensors, _ numbers: inout Numbers) -> ListedTensors {
    var shapes = file.tensors.map { (name: $0.name, shape: $0.shape) }
    for _ in 0..<Int.random(in: 1...12, using: &numbers) {
      let index = Int.random(in: 0..<shapes.count, using: &numbers)
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0: shapes.remove(at: index)
      case 1: shapes[index].name += ".odd"
      case 2:
        shapes[index].shape = Shape(
          (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
            Self.extents.randomElement(using: &numbers) ?? 0
          })
      default:
        var extents = shapes[index].shape.extents
        guard let axis = extents.indices.randomElement(using: &numbers) else { continue }
        extents[axis] = Self.extents.randomElement(using: &numbers) ?? 0
        shapes[index].shape = Shape(extents)
      }
    }
    return ListedTensors(shapes)
  }
}
