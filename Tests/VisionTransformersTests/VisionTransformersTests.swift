import Testing
import VisionTransformers

@Suite struct VisionTransformersTests {
}
