import Assets
import Foundation
import Images
import Testing

@Suite struct AssetsTests {
  private let folder = URL(filePath: #filePath).appending(path: "../../../Assets").standardized

  @Test func theSamplePictureIsTheFile() throws {
    let file = try Data(contentsOf: folder.appending(path: "images/harbour.png"))
    #expect(Assets.samplePicture == [UInt8](file))
    let image = try Image(decoding: Assets.samplePicture, name: Assets.samplePictureName)
    #expect(image.width == 576 && image.height == 512)
  }

  @Test func thereIsALabelForEveryLogit() throws {
    let labels = Assets.imageNetLabels
    #expect(labels.count == 1000)
    #expect(labels[0] == Assets.Label(wordNetID: "n01440764", name: "tench"))
    #expect(labels[999] == Assets.Label(wordNetID: "n15075141", name: "toilet tissue"))
    let text = try String(
      contentsOf: folder.appending(path: "labels/imagenet-1k.tsv"), encoding: .utf8)
    #expect(labels.map { "\($0.wordNetID)\t\($0.name)\n" }.joined() == text)
    #expect(labels.allSatisfy { $0.wordNetID.count == 9 && !$0.name.isEmpty })
  }
}
