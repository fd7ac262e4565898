import Checkpoints
import Testing

@Suite struct CheckpointsTests {
}
