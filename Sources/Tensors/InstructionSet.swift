import CKernels

/// What the kernels are compiled for; the best that the processor has runs.
enum InstructionSet: Int, CaseIterable, Sendable {
  case baseline, avx2, avx512

  /// What the kernels use on the calling thread.
  static var current: InstructionSet {
    InstructionSet(rawValue: Int(ck_instruction_set().rawValue)) ?? .baseline
  }

  /// Those of this processor.
  static var available: [InstructionSet] { allCases.filter { $0.rawValue <= best.rawValue } }

  private static let best = current

  /// Runs a function, on the calling thread, with these instructions and no better ones.
  ///
  /// - Parameters:
  ///   - folding: Whether matrix products trade products for additions, which changes how weights are
  ///     packed; nil for what is faster here.
  ///   - body: Packs and multiplies, or whatever else there is to do.
  func run(folding: Bool? = nil, _ body: () -> Void) {
    ck_force_instruction_set(Int32(rawValue))
    ck_force_folding(folding.map { $0 ? 1 : 0 } ?? -1)
    body()
    ck_force_folding(-1)
    ck_force_instruction_set(-1)
  }
}
