import Screens
import Testing

@Suite struct ScreensTests {
}
