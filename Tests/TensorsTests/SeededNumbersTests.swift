import Testing

@testable import Tensors

@Suite struct SeededNumbersTests {
  struct Known: Sendable {
    var name: String
    var shape: Shape
    var seed: UInt64 = 0
    var hash: UInt64
    var first: [Float]
    var last: Float
  }

  static let known = [
    Known(
      name: "layers.0.blocks.0.attn.qkv.weight", shape: [288, 96], hash: 0xc843_01c8_db1a_f0b0,
      first: [0.15971354, 0.018179122, -0.17355998], last: 0.08409757),
    Known(
      name: "norm.weight", shape: [768], hash: 0xe45e_8831_76c5_ce0f,
      first: [0.9525895, 0.90538293, 1.0141046], last: 0.92081517),
    Known(
      name: "head.bias", shape: [1000], hash: 0x1d85_cc4b_ebb3_a38e,
      first: [-0.05695069, 0.07888563, -0.02110651], last: 0.0038260897),
    Known(
      name: "layers.0.blocks.0.attn.relative_position_bias_table", shape: [169, 3],
      hash: 0x688a_3f5c_d400_9649, first: [-0.20544624, -0.42619184, -0.25586396],
      last: 0.32619643),
    Known(
      name: "patch_embed.proj.weight", shape: [96, 3, 4, 4], seed: 7,
      hash: 0xb757_c5cb_8f90_eec2, first: [-0.24140915, 0.07348452, 0.14805947],
      last: 0.13750343),
  ]

  @Test(arguments: known) func numbersAreThoseOfTheGoldenTable(_ known: Known) {
    let tensor = SeededNumbers.tensor(named: known.name, shape: known.shape, seed: known.seed)
    #expect(tensor.shape == known.shape)
    #expect(SeededNumbers.fnv1a64(known.name.utf8) == known.hash)
    #expect(Array(tensor.scalars.prefix(3)) == known.first)
    #expect(tensor.scalars.last == known.last)
  }
}
