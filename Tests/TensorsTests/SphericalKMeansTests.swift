import Testing

@testable import Tensors

@Suite struct SphericalKMeansTests {
  /// Rows near `count` directions of a plane, taking turns; row `r` is of direction `r % count`.
  private func fans(_ count: Int, rows: Int) -> Matrix {
    let angles: [(Float, Float)] = [(1, 0), (0, 1), (-1, 0), (0, -1)]
    let matrix = Matrix(rows: rows, columns: 2)
    for row in 0..<rows {
      let (x, y) = angles[row % count]
      let (length, tilt) = (Float(1 + row % 5), Float(row % 7 - 3) / 30)
      matrix[row, 0] = length * (x - tilt * y)
      matrix[row, 1] = length * (y + tilt * x)
    }
    return matrix
  }

  @Test("Directions far apart are found, however long the rows are", arguments: [2, 3, 4])
  func directionsAreFound(_ count: Int) throws {
    for seed in 0..<8 {
      let found = try #require(
        sphericalKMeans(fans(count, rows: 60), clusters: count, seed: UInt64(seed)))
      #expect(found.labels == (0..<60).map { Int32($0 % count) })
      #expect(found.hasSettled)
    }
  }

  @Test("The same seed gives the same groups, and another may give others")
  func seedsDecide() throws {
    let rows = Matrix(rows: 120, columns: 3)
    for row in 0..<120 {
      for c in 0..<3 { rows[row, c] = Float((row * row * (c + 3) + 17 * c + row) % 101) - 50 }
    }
    let first = sphericalKMeans(rows, clusters: 9, seed: 1)
    #expect(first == sphericalKMeans(rows, clusters: 9, seed: 1))
    #expect((2..<9).contains { sphericalKMeans(rows, clusters: 9, seed: $0) != first })
  }

  /// No row may have a mean direction of another group that is more like it than its own.
  @Test("When it has settled, every row is in the group that it is most like")
  func settledMeansNearest() throws {
    let rows = Matrix(rows: 200, columns: 4)
    for row in 0..<200 {
      for c in 0..<4 { rows[row, c] = Float((row * (7 * c + 31) + row * row + c) % 211) - 105 }
    }
    let found = try #require(sphericalKMeans(rows, clusters: 6, seed: 3))
    #expect(found.hasSettled)
    let units = (0..<200).map { unit(rows.row($0).map(Double.init)) }
    let centres = (0..<6).map { group in
      unit(
        (0..<200).filter { found.labels[$0] == Int32(group) }
          .reduce(into: [0, 0, 0, 0]) { sum, row in for c in 0..<4 { sum[c] += units[row][c] } })
    }
    for row in 0..<200 {
      let products = centres.map { zip($0, units[row]).reduce(0) { $0 + $1.0 * $1.1 } }
      let own = products[Int(found.labels[row])]
      #expect(products.allSatisfy { $0 <= own + 1e-5 })
    }
  }

  private func unit(_ row: [Double]) -> [Double] {
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return row.map { $0 / max(length, 1e-12) }
  }

  @Test("Rows that are all the same are one group, whatever number is asked for")
  func equalRowsAreOneGroup() throws {
    let rows = Matrix(rows: 20, columns: 3)
    for row in 0..<20 { rows[row, 1] = 2 }
    let found = try #require(sphericalKMeans(rows, clusters: 4, seed: 0))
    #expect(found.labels == [Int32](repeating: 0, count: 20))
  }

  @Test("Rows of zeros and as many clusters as rows are no trouble")
  func edgesAreNoTrouble() throws {
    let zeros = try #require(sphericalKMeans(Matrix(rows: 5, columns: 3), clusters: 2, seed: 0))
    #expect(zeros.labels == [0, 0, 0, 0, 0])
    let own = try #require(sphericalKMeans(fans(4, rows: 4), clusters: 4, seed: 5))
    #expect(own.labels == [0, 1, 2, 3])
    let one = try #require(sphericalKMeans(fans(3, rows: 9), clusters: 1, seed: 5))
    #expect(Set(one.labels) == [0])
  }

  @Test("Once it is not wanted, nothing comes, and rounds are limited")
  func itStops() throws {
    #expect(sphericalKMeans(fans(3, rows: 30), clusters: 3, seed: 0, isWanted: { false }) == nil)
    let found = try #require(sphericalKMeans(fans(3, rows: 30), clusters: 3, seed: 0, limit: 1))
    #expect(found.rounds == 1)
    #expect(!found.hasSettled)
  }

  /// The first numbers of the sequence that starts at 0, from the authors' own code.
  @Test("Numbers are SplitMix64's")
  func numbersAreSplitMix() {
    var numbers = SplitMix64(seed: 0)
    #expect(numbers.next() == 0xE220_A839_7B1D_CDAF)
    #expect(numbers.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(numbers.next() == 0x06C4_5D18_8009_454F)
    #expect((0..<100).allSatisfy { _ in (0..<1).contains(numbers.unit()) })
  }
}
