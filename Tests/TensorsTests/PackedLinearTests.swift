import Testing

@testable import Tensors

@Suite struct PackedLinearTests {
  struct Layer: Sendable, CustomTestStringConvertible {
    var inputs: Int
    var outputs: Int
    var parts = 1
    var hasBias = true
    var testDescription: String { "\(inputs) → \(outputs) in \(parts)" }
  }

  static let layers = [
    Layer(inputs: 48, outputs: 96), Layer(inputs: 96, outputs: 288, parts: 2),
    Layer(inputs: 7, outputs: 5, parts: 2, hasBias: false), Layer(inputs: 1, outputs: 1),
    Layer(inputs: 147, outputs: 64, hasBias: false), Layer(inputs: 33, outputs: 1000, parts: 3),
    Layer(inputs: 384, outputs: 96, parts: 4), Layer(inputs: 1101, outputs: 70),
    Layer(inputs: 64, outputs: 17, parts: 17),
  ]

  struct Way: Sendable {
    var product: any MatrixProduct.Type
    var set = InstructionSet.current
    var folds = false

    func pack(_ weight: Tensor, bias: Tensor?, parts: Int) -> PackedLinear {
      PackedLinear(weight: weight, bias: bias, parts: parts, by: product)
    }

    func run(_ body: () -> Void) { set.run(folding: folds, body) }
  }

  /// oneDNN chooses its instructions itself.
  static let ways =
    [Way(product: OneDNNProduct.self)]
    + InstructionSet.available.flatMap { set in
      [false, true].map { Way(product: TiledProduct.self, set: set, folds: $0) }
    }

  @Test(arguments: layers) func outputsAreThoseOfTheFormula(_ layer: Layer) {
    var random = RandomNumbers(seed: layer.inputs * layer.outputs)
    let weight = random.tensor([layer.outputs, layer.inputs])
    let bias = layer.hasBias ? random.tensor([layer.outputs]) : nil
    for way in Self.ways {
      way.run {
        let packed = way.pack(weight, bias: bias, parts: layer.parts)
        for rows in [0, 1, 2, 13, 49, 98, 112] {
          for adding in [false, true] {
            let x = random.matrix(rows, layer.inputs)
            let y = random.matrix(rows, layer.outputs)
            let (expected, surroundings) = (y.copied(), y.surroundings)
            Reference.linear(x, weight: weight, bias: bias, into: expected, adding: adding)
            packed.apply(x, to: y, adding: adding)
            expectClose(y, expected, within: 1e-6 + 1e-7 * Float(layer.inputs))
            #expect(y.surroundings == surroundings)
          }
        }
      }
    }
  }

  @Test(arguments: layers) func outputsGoToTheRowsThatAListNames(_ layer: Layer) {
    var random = RandomNumbers(seed: 7)
    let weight = random.tensor([layer.outputs, layer.inputs])
    let places = (0..<31).map { $0 * 13 % 40 }
    for way in Self.ways {
      way.run {
        let packed = way.pack(weight, bias: nil, parts: layer.parts)
        for adding in [false, true] {
          let x = random.matrix(places.count, layer.inputs)
          let y = random.matrix(40, layer.outputs)
          let (expected, rows) = (y.copied(), random.matrix(places.count, layer.outputs))
          gatherRows(y, TokenList(places), partsPerRow: 1, into: rows)
          packed.apply(x, to: rows, adding: adding)
          scatterRows(rows, to: TokenList(places), of: expected)
          for part in 0..<packed.parts {
            packed.apply(x, to: y, at: TokenList(places), adding: adding, part: part)
          }
          #expect(y.tensor == expected.tensor)
        }
      }
    }
  }

  @Test(arguments: layers) func partsTogetherMakeTheLayer(_ layer: Layer) {
    var random = RandomNumbers(seed: 1)
    let weight = random.tensor([layer.outputs, layer.inputs])
    let x = random.matrix(9, layer.inputs)
    for way in Self.ways {
      way.run {
        let packed = way.pack(weight, bias: nil, parts: layer.parts)
        let whole = Matrix(rows: 9, columns: layer.outputs)
        let together = random.matrix(9, layer.outputs)
        packed.apply(x, to: whole)
        var next = 0
        for part in 0..<packed.parts {
          #expect(packed.columns(ofPart: part).lowerBound == next)
          next = packed.columns(ofPart: part).upperBound
          packed.apply(x, to: together, part: part)
        }
        #expect(next == layer.outputs)
        #expect(together.tensor == whole.tensor)
      }
    }
  }

  @Test(arguments: layers) func everyRowIsAskedForOnceInOrder(_ layer: Layer) {
    var random = RandomNumbers(seed: 5)
    let weight = random.tensor([layer.outputs, layer.inputs])
    var next = 0
    let streamed = PackedLinear(
      from: layer.inputs, to: layer.outputs, bias: nil, parts: layer.parts
    ) { rows in
      #expect(rows.lowerBound == next && rows.count <= 64)
      next = rows.upperBound
      return Array(
        weight.scalars[rows.lowerBound * layer.inputs..<rows.upperBound * layer.inputs])
    }
    #expect(next == layer.outputs)
    let x = random.matrix(9, layer.inputs)
    let (y, expected) = (random.matrix(9, layer.outputs), random.matrix(9, layer.outputs))
    streamed.apply(x, to: y)
    PackedLinear(weight: weight, bias: nil, parts: layer.parts).apply(x, to: expected)
    #expect(y.tensor == expected.tensor)
  }

  @Test func rowsThatCannotBeReadEndThePacking() {
    struct Unreadable: Error {}
    #expect(throws: Unreadable.self) {
      try PackedLinear(from: 512, to: 512, bias: nil) { rows throws(Unreadable) in
        if rows.contains(300) { throw Unreadable() }
        return [Float](repeating: 0, count: rows.count * 512)
      }
    }
  }

  @Test func aHollowLayerHasItsShape() {
    let layer = PackedLinear.hollow(from: 96, to: 288)
    #expect(layer.inputs == 96 && layer.outputs == 288 && layer.parts == 1)
  }

  @Test(arguments: layers) func noMatrixMeetsReferenceCode(_ layer: Layer) {
    var random = RandomNumbers(seed: 2)
    let weight = random.tensor([layer.outputs, layer.inputs])
    let product = OneDNNProduct(
      inputs: layer.inputs, outputs: 0..<layer.outputs, bias: nil
    ) { _ in weight.scalars }
    for rows in [1, 49, 98, 3136] {
      let (x, y) = (Matrix(rows: rows, columns: layer.inputs), random.matrix(rows, layer.outputs))
      #expect(!product.isSlow(x, to: y, adding: false))
      #expect(!product.isSlow(x, to: y, adding: true))
    }
  }

  /// Rows come in many counts, so that the threads also meet while products are compiled.
  @Test func threadsMayShareALayer() {
    var random = RandomNumbers(seed: 3)
    let (weight, bias) = (random.tensor([192, 64]), random.tensor([192]))
    let x = random.matrix(40, 64)
    let expected = Matrix(rows: 40, columns: 192)
    Reference.linear(x, weight: weight, bias: bias, into: expected, adding: false)
    for product in [OneDNNProduct.self, TiledProduct.self] as [any MatrixProduct.Type] {
      let packed = PackedLinear(weight: weight, bias: bias, parts: 1, by: product)
      let results = (0..<400).map { _ in Matrix(rows: 40, columns: 192) }
      ThreadPool(threads: 4).run(results.count) { index, _ in
        let rows = 40 - index % 20
        packed.apply(x.rows(0..<rows), to: results[index].rows(0..<rows), adding: index % 3 == 0)
      }
      for (index, result) in results.enumerated() {
        let rows = 40 - index % 20
        expectClose(result.rows(0..<rows), expected.rows(0..<rows), within: 1e-5)
      }
    }
  }

  @Test func threadsMayPackAtTheSameTime() {
    var random = RandomNumbers(seed: 4)
    let weights = (0..<16).map { _ in random.tensor([96, 96]) }
    let x = random.matrix(3, 96)
    let results = (0..<16).map { _ in Matrix(rows: 3, columns: 96) }
    ThreadPool(threads: 4).run(16) { index, _ in
      PackedLinear(weight: weights[index], bias: nil).apply(x, to: results[index])
    }
    for (index, result) in results.enumerated() {
      let expected = Matrix(rows: 3, columns: 96)
      Reference.linear(x, weight: weights[index], bias: nil, into: expected, adding: false)
      expectClose(result, expected, within: 1e-5)
    }
  }
}
