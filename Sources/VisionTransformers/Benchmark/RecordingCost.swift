public import Tensors

/// What it costs to keep things of a pass for somebody to look at afterwards, measured beside passes
/// that keep nothing.
public struct RecordingCost: Sendable {
  /// What a pass keeps.
  public enum Kept: Int, CaseIterable, Sendable {
    case nothing
    /// Queries and keys of every attention layer, and the norms of tokens.
    case attention
    /// The tokens after each block too: all that the explorer shows.
    case everything
  }

  /// For each round, the seconds of a pass of each kind.
  private let rounds: [[Double]]

  /// - Parameter rounds: For each round, the seconds of a pass of each kind, in the order of ``Kept``.
  public init(rounds: [[Double]]) { self.rounds = rounds }

  /// Measures: in each round one pass of each kind, another kind first every time.
  ///
  /// There is none where it is no longer wanted.
  ///
  /// - Parameters:
  ///   - backbone: What to run.
  ///   - pixels: The normalised picture, `[height · width, 3]`.
  ///   - count: How many rounds to measure; ``Benchmark/preparingPasses`` more go before.
  ///   - pool: The threads to run on.
  ///   - isWanted: Asked before each block.
  public init?(
    of backbone: Backbone, on pixels: Matrix, rounds count: Int, pool: ThreadPool,
    while isWanted: () -> Bool = { true }
  ) {
    let passes = Kept.allCases.map { kept in
      ForwardPass(
        backbone, pool: pool, isRecording: kept != .nothing,
        keepsFeatures: kept == .everything)
    }
    var rounds: [[Double]] = []
    for round in 0..<count + Benchmark.preparingPasses {
      var seconds = [Double](repeating: 0, count: passes.count)
      for turn in passes.indices {
        let kind = (round + turn) % passes.count
        guard let run = Benchmark.Run(of: passes[kind], on: pixels, while: isWanted) else {
          return nil
        }
        seconds[kind] = run.seconds
      }
      if round >= Benchmark.preparingPasses { rounds.append(seconds) }
    }
    self.init(rounds: rounds)
  }

  /// The seconds of the middle pass of a kind.
  public func median(_ kept: Kept) -> Double { rounds.map { $0[kept.rawValue] }.median }

  /// The middle one, over rounds, of the time of a kind divided by that of one that keeps nothing.
  public func ratio(_ kept: Kept) -> Double {
    rounds.map { $0[kept.rawValue] / $0[Kept.nothing.rawValue] }.median
  }
}
