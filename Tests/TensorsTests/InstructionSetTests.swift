import Testing

@testable import Tensors

@Suite struct InstructionSetTests {
  @Test func aTestCanAskForEachSet() {
    #expect(InstructionSet.available.first == .baseline)
    #expect(InstructionSet.available.last == .current)
    let before = InstructionSet.current
    for set in InstructionSet.available {
      set.run { #expect(InstructionSet.current == set) }
      #expect(InstructionSet.current == before)
    }
  }
}
