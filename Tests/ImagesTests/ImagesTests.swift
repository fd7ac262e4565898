import Images
import Testing

@Suite struct ImagesTests {
}
