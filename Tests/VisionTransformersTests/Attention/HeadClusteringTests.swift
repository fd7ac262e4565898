import Tensors
import Testing

@testable import VisionTransformers

/// The clustering of all heads of a run, shared out among threads.
@Suite struct HeadClusteringTests {
  @Test(arguments: [1, 2, 3, 8], [1, 3])
  func clustersDoNotDependOnTheThreads(_ threads: Int, _ heads: Int) {
    let features = (0..<heads).map { head in
      Matrix(
        Tensor(
          ExampleFeatures.values(tokens: 784, channels: 8, firstChannel: 8 * head),
          shape: [784, 8]))
    }
    let trees = BalancedClustering.trees(
      of: features, leafSize: 49, in: Workspace(pool: ThreadPool(threads: threads)))
    #expect(trees == features.map { BalancedClustering.tree(of: $0, leafSize: 49) })
  }

  @Test func tokensThatAreAlikeKeepTheirOrderOnAnyNumberOfThreads() {
    let alike = Matrix(rows: 392, columns: 4)
    for threads in 1...4 {
      let trees = BalancedClustering.trees(
        of: [alike, alike], leafSize: 49, in: Workspace(pool: ThreadPool(threads: threads)))
      #expect(trees.map(\.tokens) == [Array(0..<392), Array(0..<392)])
    }
  }
}
