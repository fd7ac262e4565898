import VisionTransformers

extension BackboneSpec {
  /// The block that people name by stage and block, both from 1.
  ///
  /// - Throws: ``CommandFailure`` where the model has no such block.
  func address(stage: Int, block: Int) throws(CommandFailure) -> BlockAddress {
    guard stages.indices.contains(stage - 1) else {
      throw CommandFailure(
        .usage, "--stage is \(stage): \(name) has stages 1 to \(stages.count)")
    }
    let count = stages[stage - 1].blocks.count
    guard (1...count).contains(block) else {
      throw CommandFailure(
        .usage, "--block is \(block): stage \(stage) of \(name) has blocks 1 to \(count)")
    }
    return BlockAddress(stage: stage - 1, block: block - 1)
  }

  /// The place of an attention layer in its block.
  ///
  /// - Throws: ``CommandFailure`` where the block has no layer of that kind.
  func layerIndex(of address: BlockAddress, space: String) throws(CommandFailure) -> Int {
    let layers = self[address].attention
    guard let index = layers.firstIndex(where: { $0.space.rawValue == space }) else {
      throw CommandFailure(
        .usage,
        "--layer is \(space): block \(address) of \(name) has "
          + layers.map(\.space.rawValue).joined(separator: " and "))
    }
    return index
  }

  /// The geometry of an attention layer that people name.
  func layer(
    stage: Int, block: Int, space: String
  ) throws(CommandFailure) -> AttentionLayerSpec {
    let address = try address(stage: stage, block: block)
    return self[address].attention[try layerIndex(of: address, space: space)]
  }
}
