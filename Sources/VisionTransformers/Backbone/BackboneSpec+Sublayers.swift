extension BackboneSpec {
  /// Changes all parts of blocks that are of one kind.
  ///
  /// - Parameters:
  ///   - kind: A type of sublayers, or a protocol.
  ///   - stage: The only stage whose blocks are changed; all of them unless told.
  ///   - body: What changes one of them.
  /// - Throws: What `body` throws.
  mutating func changeSublayers<Layer, Failure: Error>(
    _ kind: Layer.Type, inStage stage: Int? = nil, _ body: (inout Layer) throws(Failure) -> Void
  ) throws(Failure) {
    for address in addresses where stage == nil || stage == address.stage {
      for (index, sublayer) in self[address].sublayers.enumerated() {
        guard var layer = sublayer as? Layer else { continue }
        try body(&layer)
        guard let changed = layer as? any SublayerSpec else { continue }
        stages[address.stage].blocks[address.block].sublayers[index] = changed
      }
    }
  }
}
