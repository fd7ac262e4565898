import Images
import VisionTransformers

/// A network as one follows tokens down through it.
struct FollowedModel: Sendable {
  let name: String
  let path: RolloutPath
  /// How far all tokens reach after each block; of the single token it says nothing.
  private let reach: [BlockReach]

  init(_ name: String, _ path: RolloutPath) {
    self.name = name
    self.path = path
    reach = path.reach(of: path.tokens(over: nil))
  }

  /// A network by its geometry; mechanisms that cluster go by the colours of the picture.
  ///
  /// - Throws: ``ModelError`` where a mechanism does not fit.
  init(_ name: String, _ spec: BackboneSpec, picture: Image?) throws(ModelError) {
    self.init(
      name,
      try RolloutPath(spec) { grid in picture.map { TokenFeatures(meanColorsOf: $0, on: grid) } })
  }

  /// The part of the first grid that tokens reach after a block, mean over all, from 0 to 1.
  func meanShare(after block: Int) -> Double { reach[block].meanShare }

  /// Whether every token reaches all of the picture after a block.
  func isFull(after block: Int) -> Bool { reach[block].isFull }

  /// The first block after which every token reaches all of the picture.
  var firstFull: BlockAddress? { reach.first(where: \.isFull)?.address }

  /// The token of each block that covers a place.
  func tokens(at point: PixelPoint) -> [Int] {
    path.blocks.map { block in
      let place = PixelScale(grid: block.grid, input: path.input).token(at: point)
      return block.grid[place.row, place.column]
    }
  }

  /// The place of a block in the path.
  func index(of address: BlockAddress) -> Int? {
    path.blocks.firstIndex { $0.address == address }
  }
}

/// The networks that others are compared with: one of each way to attend, on the same first grid.
enum ComparedModels {
  /// What plots call each of them.
  struct Entry: Sendable {
    let name: String
    let mark: Character
  }

  static let all = [
    Entry(name: "swin-t", mark: "S"), Entry(name: "cswin-t", mark: "C"),
    Entry(name: "pale-t", mark: "P"), Entry(name: "axial", mark: "A"),
  ]

  /// A network of the list; `axial` is Swin-T with axial attention in every block.
  ///
  /// - Throws: ``ModelError`` where it does not take such an input.
  static func spec(named name: String, input: PixelSize) throws(ModelError) -> BackboneSpec {
    guard name == "axial" else { return try BackboneCatalog.spec(named: name, input: input) }
    var spec = try BackboneCatalog.spec(named: "swin-t", input: input)
    for address in spec.addresses {
      let sublayers = spec[address].sublayers
      for (place, sublayer) in sublayers.enumerated() {
        guard var layer = sublayer as? MultiHeadAttentionSpec else { continue }
        layer.geometry = AttentionLayerSpec(
          AxialAttention(), context: BlockContext(grid: layer.geometry.context.grid, heads: 2))
        spec.stages[address.stage].blocks[address.block].sublayers[place] = layer
      }
    }
    return spec
  }
}
