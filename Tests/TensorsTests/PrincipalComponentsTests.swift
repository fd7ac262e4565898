import Foundation
import Testing

@testable import Tensors

@Suite struct PrincipalComponentsTests {
  /// Rows that differ along known directions at right angles, by known amounts.
  private func table(
    rows: Int, columns: Int, spreads: [Double], _ random: inout RandomNumbers
  ) -> (x: Matrix, directions: [[Double]]) {
    var directions: [[Double]] = []
    for _ in spreads {
      var own = random.floats(columns).map(Double.init)
      for other in directions {
        let part = zip(own, other).reduce(0) { $0 + $1.0 * $1.1 }
        own = zip(own, other).map { $0 - part * $1 }
      }
      let length = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
      directions.append(own.map { $0 / length })
    }
    let x = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var value = 7.0
        for (index, spread) in spreads.enumerated() {
          // Cosines of different whole frequencies are at right angles over the rows.
          let angle = Double(index + 1) * (Double(row) + 0.5) / Double(rows) * .pi
          value += spread * cos(angle) * directions[index][column]
        }
        x[row, column] = Float(value)
      }
    }
    return (x, directions)
  }

  @Test(
    "Directions, variances and places are those that the rows were made of",
    arguments: [(100, 12), (12, 40), (196, 64), (49, 49)]
  )
  func knownDirections(_ rows: Int, _ columns: Int) throws {
    var random = RandomNumbers(seed: rows)
    let spreads = [5.0, 3, 2, 0.5]
    let (x, directions) = table(rows: rows, columns: columns, spreads: spreads, &random)
    let found = try #require(PrincipalComponents(of: x))
    #expect(found.components.count == 3)
    for (index, component) in found.components.enumerated() {
      // A cosine's mean square is a half.
      let variance = spreads[index] * spreads[index] / 2
      #expect(abs(component.variance - variance) < 1e-4 * variance)
      let cosine = zip(component.loadings, directions[index]).reduce(0) { $0 + Double($1.0) * $1.1 }
      #expect(abs(abs(cosine) - 1) < 1e-5)
      let length = component.loadings.reduce(0) { $0 + $1 * $1 }
      #expect(abs(length - 1) < 1e-5)
      #expect(abs(component.scores.reduce(0, +)) < 1e-2)
      let spread = component.scores.reduce(0) { $0 + Double($1 * $1) } / Double(rows)
      #expect(abs(spread - variance) < 1e-4 * variance)
      let largest = component.loadings.max { abs($0) < abs($1) }
      #expect((largest ?? 0) > 0)
    }
    let total = spreads.reduce(0) { $0 + $1 * $1 / 2 }
    #expect(abs(found.totalVariance - total) < 1e-4 * total)
  }

  @Test("Rows and the same rows, mirrored, have the same signs")
  func signs() throws {
    var random = RandomNumbers(seed: 5)
    let x = random.matrix(60, 10)
    let mirrored = Matrix(rows: 60, columns: 10)
    for row in 0..<60 { for column in 0..<10 { mirrored[row, column] = -x[row, column] } }
    let (one, other) = (
      try #require(PrincipalComponents(of: x)), try #require(PrincipalComponents(of: mirrored))
    )
    for (left, right) in zip(one.components, other.components) {
      #expect(zip(left.loadings, right.loadings).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test("The same rows give the same numbers, bit for bit")
  func repeatable() throws {
    var random = RandomNumbers(seed: 6)
    let x = random.matrix(90, 30)
    let (one, other) = (PrincipalComponents(of: x), PrincipalComponents(of: x.copied()))
    #expect(one?.components.map(\.scores) == other?.components.map(\.scores))
  }

  @Test("Rows that differ in one way have one component, and equal rows none")
  func fewDirections() throws {
    let x = Matrix(rows: 9, columns: 4)
    #expect(PrincipalComponents(of: x)?.components.isEmpty == true)
    for row in 0..<9 { for column in 0..<4 { x[row, column] = Float(row) * Float(column - 1) } }
    #expect(PrincipalComponents(of: x)?.components.count == 1)
    #expect(PrincipalComponents(of: Matrix(rows: 1, columns: 5))?.components.isEmpty == true)
    #expect(PrincipalComponents(of: Matrix(rows: 0, columns: 5))?.components.isEmpty == true)
    #expect(PrincipalComponents(of: Matrix(rows: 3, columns: 0))?.components.isEmpty == true)
  }

  @Test("Rows with a number that is none have no components")
  func notANumber() throws {
    let x = Matrix(rows: 5, columns: 3)
    x[2, 1] = .nan
    x[3, 0] = .infinity
    #expect(PrincipalComponents(of: x)?.components.isEmpty == true)
  }

  @Test("Work that nobody wants any more ends")
  func cancellation() {
    var random = RandomNumbers(seed: 8)
    let x = random.matrix(50, 20)
    var asked = 0
    let found = PrincipalComponents(of: x) {
      asked += 1
      return asked < 52
    }
    #expect(found == nil && asked == 52)
  }
}
