import Testing

@testable import Explorer

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (1.005, 1, "1.0"), (-0.26, 1, "-0.3"), (12.5, 0, "13"), (0.0949, 3, "0.095"),
    (.nan, 2, "-"), (.infinity, 1, "-"), (1e30, 1, "-"),
  ])
  func decimalsAreRounded(_ value: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(value, digits) == text)
  }

  @Test func countsHaveLetters() {
    #expect(NumberText.count(999) == "999")
    #expect(NumberText.count(115_605_504) == "115.6M")
    #expect(NumberText.count(4_494_000_000) == "4.49G")
  }

  @Test func sharesAreShort() {
    #expect(NumberText.percent(1) == "100%")
    #expect(NumberText.percent(735 / 3136) == "23.4%")
    #expect(NumberText.percent(9 / 3136) == "0.29%")
    #expect(NumberText.percent(735 / 3136, digits: 2) == "23.44%")
  }

  @Test func durationsChangeTheirUnit() {
    #expect(NumberText.duration(0.0184) == "18.4 ms")
    #expect(NumberText.duration(0.761) == "761 ms")
    #expect(NumberText.duration(12.34) == "12.3 s")
  }
}
