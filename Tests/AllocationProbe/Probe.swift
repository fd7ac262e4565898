import AllocationCounter
import Tensors
import VisionTransformers

/// Runs models three times, and prints how often the second and the third run asked for memory:
/// a line `model threads second third` for each.
@main enum Probe {
  static func main() throws {
    for name in CommandLine.arguments.dropFirst() {
      for threads in [1, 2] {
        let (second, third) = try allocations(of: name, threads: threads)
        print(name, threads, second, third)
      }
    }
  }

  private static func allocations(of name: String, threads: Int) throws -> (Int, Int) {
    let spec = try BackboneCatalog.spec(named: name)
    let pool = ThreadPool(threads: threads)
    let pass = ForwardPass(
      try Backbone(spec, parameters: SeededParameters(), pool: pool), pool: pool,
      isRecording: false)
    let pixels = Matrix(rows: spec.input.height * spec.input.width, columns: 3)
    for pixel in 0..<pixels.rows {
      for channel in 0..<3 { pixels[pixel, channel] = Float((pixel * 7 + channel) % 31) / 31 }
    }
    var counts: [Int] = []
    counts.reserveCapacity(3)
    for _ in 0..<3 {
      let before = allocation_calls()
      pass.begin(pixels)
      while pass.step() != nil {}
      counts.append(allocation_calls() - before)
    }
    return (counts[1], counts[2])
  }
}
