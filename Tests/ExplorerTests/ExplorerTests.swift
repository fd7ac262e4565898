import Explorer
import Testing

@Suite struct ExplorerTests {
}
