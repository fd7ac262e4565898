import Tensors
import Testing

@Suite struct TensorsTests {
}
