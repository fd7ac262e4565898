import Checkpoints
import VisionTransformers

extension SafetensorsFile {
  /// The clusters that the reference found in a block (counted through all stages), one tree for each
  /// head; `nil` where the file has none.
  func clusters(ofBlock block: Int, heads: Int) throws -> [ClusterTree]? {
    let name = "fsla.\(block).leaves"
    guard contains(name) else { return nil }
    let tokens = try integers(named: name)
    let count = tokens.count / heads
    return (0..<heads).map { head in
      ClusterTree(leaves: Array(tokens[head * count..<(head + 1) * count]), leafSize: 49)
    }
  }
}

extension BackboneSpec {
  /// Makes attention in feature space take the clusters that the reference found.
  mutating func takeClusters(from file: SafetensorsFile) throws {
    for (index, address) in addresses.enumerated() {
      let sublayers = self[address].sublayers
      for place in sublayers.indices {
        guard var layer = sublayers[place] as? FeatureSpaceLocalAttentionSpec else { continue }
        layer.clusters = try file.clusters(ofBlock: index, heads: layer.heads)
        stages[address.stage].blocks[address.block].sublayers[place] = layer
      }
    }
  }
}
