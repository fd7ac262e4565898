import Testing

@testable import Tensors

@Suite struct LargestProductTests {
  @Test("The machine's best matrix product takes some time, and stops when nobody wants it")
  func rateIsMeasuredAndGivenUp() throws {
    let product = LargestProduct(pool: ThreadPool(threads: 2))
    let rate = try #require(product.rate(bestOf: 1))
    #expect(rate.isFinite && rate > 1e6 && rate < 1e15)
    var asked = 0
    let givenUp = product.rate(bestOf: 3) {
      asked += 1
      return asked < 2
    }
    #expect(givenUp == nil && asked == 2)
  }
}
