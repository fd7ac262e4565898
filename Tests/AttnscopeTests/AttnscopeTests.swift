import Testing

@Suite struct AttnscopeTests {
}
