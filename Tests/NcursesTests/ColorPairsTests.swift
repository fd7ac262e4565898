import Screens
import Testing

@testable import Ncurses

@Suite struct ColorPairsTests {
  let eight: [Color] = [.terminal] + (0..<8).map { .palette(UInt8($0)) }

  @Test func allCombinationsOfEightColorsFitIn64Pairs() throws {
    var pairs = ColorPairs(capacity: 64, colors: .eight)
    var shown: [Int16: [Color]] = [:]
    for foreground in eight {
      for background in eight {
        let found = pairs.pair(foreground: foreground, background: background)
        let pair = try #require(found)
        #expect((0..<64).contains(pair.number))
        let colors = pair.isSwapped ? [background, foreground] : [foreground, background]
        #expect(
          shown[pair.number, default: colors] == colors, "pair \(pair.number) shows two things")
        #expect(pair.isNew == (shown[pair.number] == nil && pair.number != 0))
        shown[pair.number] = colors
      }
    }
    #expect(shown[0] == [.terminal, .terminal])
  }

  @Test func withManyPairsNothingIsSwapped() {
    var pairs = ColorPairs(capacity: 65_536, colors: .palette256)
    let one = pairs.pair(foreground: .palette(1), background: .palette(2))
    let two = pairs.pair(foreground: .palette(2), background: .palette(1))
    #expect(one == .init(number: 1, isNew: true))
    #expect(two == .init(number: 2, isNew: true))
    let known = pairs.pair(foreground: .palette(1), background: .palette(2))
    #expect(known?.isNew == false)
  }

  @Test func fullTablesAnswerNothingUntilTheyAreEmptied() {
    var pairs = ColorPairs(capacity: 3, colors: .palette256)
    func number(_ foreground: Color) -> Int16? {
      pairs.pair(foreground: foreground, background: .terminal)?.number
    }
    #expect(number(.palette(1)) == 1)
    #expect(number(.palette(2)) == 2)
    #expect(number(.palette(3)) == nil)
    #expect(number(.palette(2)) == 2)
    #expect(number(.terminal) == 0)
    pairs.removeAll()
    #expect(number(.palette(3)) == 1)
  }

  @Test func terminalsWithoutPairsShowTheirOwnColors() {
    var pairs = ColorPairs(capacity: 0, colors: .none)
    let own = pairs.pair(foreground: .terminal, background: .terminal)
    #expect(own?.number == 0)
    let other = pairs.pair(foreground: .palette(1), background: .terminal)
    #expect(other == nil)
  }
}
