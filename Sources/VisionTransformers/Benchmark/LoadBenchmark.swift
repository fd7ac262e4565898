import Checkpoints
import Synchronization
public import Tensors

/// How long a checkpoint takes until its model can run, and what two parts of that take by
/// themselves: reading the file's bytes, and packing numbers that are in memory already.
///
/// The file was read once before, so the system has it in memory.
public struct LoadBenchmark: Sendable {
  /// One time each.
  public struct Round: Hashable, Sendable {
    /// Seconds from a path to a model that can run.
    public var ready: Double
    /// Seconds to read every byte of the file and keep none.
    public var reading: Double
    /// Seconds to make the model of tensors that are in memory already.
    public var packing: Double

    public init(ready: Double, reading: Double, packing: Double) {
      self.ready = ready
      self.reading = reading
      self.packing = packing
    }
  }

  /// What the model is called.
  public let model: String
  public let threads: Int
  /// Bytes of all files that the checkpoint lies in.
  public let bytes: Int
  /// The measured rounds, in the order in which they ran.
  public let rounds: [Round]

  public init(model: String, threads: Int, bytes: Int, rounds: [Round]) {
    self.model = model
    self.threads = threads
    self.bytes = bytes
    self.rounds = rounds
  }

  /// Measures.
  ///
  /// - Parameters:
  ///   - path: The checkpoint.
  ///   - hints: What it does not tell.
  ///   - count: How many rounds to measure; one more goes before.
  ///   - pool: The threads that share the work.
  /// - Throws: What is wrong with the checkpoint.
  public init(
    ofCheckpoint path: String, hints: CheckpointHints = CheckpointHints(), rounds count: Int,
    pool: ThreadPool
  ) throws {
    let checkpoint = try Checkpoint(path: path, hints: hints)
    if let objection = checkpoint.objection { throw CheckpointError(objection) }
    let held = try HeldParameters(of: checkpoint)
    let paths = checkpoint.parameters.shapes.file.paths
    let load = {
      let checkpoint = try Checkpoint(path: path, hints: hints)
      return try Backbone(checkpoint.spec, parameters: checkpoint.parameters, pool: pool)
    }
    let pack = { try Backbone(checkpoint.spec, parameters: held, pool: pool) }
    var bytes = 0
    var rounds: [Round] = []
    for index in 0...count {
      let round = Round(
        ready: try Self.seconds(load),
        reading: try Self.seconds { bytes = try BareReading.read(paths, pool: pool) },
        packing: try Self.seconds(pack))
      // The first one finds the file, the pool and the allocator as nobody has used them.
      if index > 0 { rounds.append(round) }
    }
    self.init(
      model: checkpoint.spec.name, threads: pool.threads, bytes: bytes, rounds: rounds)
  }

  /// The seconds until something is made, its end left out.
  private static func seconds<Made>(_ make: () throws -> Made) rethrows -> Double {
    let start = ContinuousClock.now
    let made = try make()
    return withExtendedLifetime(made) { start.duration(to: .now).seconds }
  }
}

// MARK: - What the rounds come to

extension LoadBenchmark {
  /// The middle one of the rounds, by a part of it; 0 without rounds.
  public func median(of part: (Round) -> Double) -> Double {
    let sorted = rounds.map(part).sorted()
    return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
  }

  /// The middle one of each round's time until ready, as a multiple of its reading and packing.
  public var ratio: Double {
    median { $0.reading + $0.packing > 0 ? $0.ready / ($0.reading + $0.packing) : 0 }
  }
}

/// A checkpoint's parameters in memory.
private struct HeldParameters: ParameterSource {
  private var tensors: [String: Tensor] = [:]

  init(of checkpoint: Checkpoint) throws {
    for parameter in try checkpoint.spec.audit().parameters.parameters {
      tensors[parameter.name] = try checkpoint.parameters.tensor(
        named: parameter.name, shape: parameter.shape)
    }
  }

  func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
    guard let tensor = tensors[name] else { throw .missing(name: name) }
    return tensor
  }
}
