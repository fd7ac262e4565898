import Testing
import VisionTransformers

/// Sizes and costs that the reference code has at 224 × 224, counted without making any weights.
@Suite struct ParameterCountTests {
  struct Expected: CustomTestStringConvertible, Sendable {
    var model: String
    var parameters: Int
    /// Multiply-accumulates in thousands of millions.
    var gigaMACs: Double
    var testDescription: String { model }

    init(_ model: String, _ parameters: Int, _ gigaMACs: Double) {
      self.model = model
      self.parameters = parameters
      self.gigaMACs = gigaMACs
    }
  }

  static let table = [
    Expected("swin-t", 28_288_354, 4.491), Expected("swin-s", 49_606_258, 8.741),
    Expected("swin-b", 87_768_224, 15.431), Expected("swin-l", 196_532_476, 34.476),
    Expected("pale-t", 21_762_280, 4.203), Expected("pale-s", 48_328_552, 8.977),
    Expected("pale-b", 85_351_912, 15.534),
    Expected("cswin-t", 22_320_552, 4.324), Expected("cswin-s", 34_643_304, 6.801),
    Expected("cswin-b", 77_382_184, 14.955), Expected("cswin-l", 173_262_664, 33.130),
    Expected("boat-swin-t", 30_265_186, 5.197), Expected("boat-swin-s", 55_158_898, 10.216),
    Expected("boat-swin-b", 97_612_960, 17.963),
    Expected("boat-cswin-t", 26_390_952, 5.200), Expected("boat-cswin-s", 40_112_488, 8.045),
    Expected("boat-cswin-b", 89_628_712, 17.593),
    Expected("deit-ti", 5_717_416, 1.25), Expected("deit-s", 22_050_664, 4.60),
    Expected("deit-b", 86_567_656, 17.56), Expected("deit-ti-distilled", 5_910_800, 1.261),
    Expected("vit-b16", 86_567_656, 17.56), Expected("vit-b32", 88_224_232, 4.41),
    Expected("pvt-ti", 13_229_288, 1.933), Expected("pvt-s", 24_485_864, 3.816),
    Expected("pvt-m", 44_208_104, 6.659), Expected("pvt-l", 61_369_320, 9.814),
    Expected("msg-t", 25_086_116, 3.821), Expected("msg-s", 55_968_514, 8.459),
    Expected("msg-b", 84_392_770, 14.244),
    Expected("shuffle-t", 28_532_482, 4.673), Expected("shuffle-s", 50_076_178, 8.967),
    Expected("shuffle-b", 88_398_560, 15.742),
    Expected("axial26s", 5_944_936, 1.812), Expected("axial50s", 11_586_216, 2.843),
    Expected("axial50m", 25_179_400, 5.955), Expected("axial50l", 43_973_480, 10.194),
    Expected("dat-t", 28_319_138, 4.563), Expected("dat-s", 49_700_402, 8.959),
    Expected("dat-b", 87_881_632, 15.721),
  ]

  @Test(arguments: table)
  func parametersAndCostAreThoseOfTheReference(_ expected: Expected) throws {
    let (audit, cost) = try BackboneCatalog.spec(named: expected.model).audit()
    #expect(audit.count == expected.parameters)
    let deviation = Double(cost.total) / (expected.gigaMACs * 1e9) - 1
    #expect(abs(deviation) <= 0.005, "\(cost.total) multiply-accumulates are off by \(deviation)")
  }

  @Test func theTableHasEveryModel() {
    #expect(Set(Self.table.map(\.model)) == Set(BackboneCatalog.names))
  }
}
