import CAssets

/// The files that are compiled into the program, so that the executable alone has them.
public enum Assets {
  /// A harbour, as a PNG file of 576×512 pixels.
  ///
  /// Made so that mechanisms differ at a glance: two red boats lie far apart, and a paling fence
  /// repeats across the foreground.
  public static var samplePicture: [UInt8] { unsafe bytes(of: ca_sample_picture()) }

  /// What messages call the sample picture.
  public static let samplePictureName = "harbour.png"

  /// A class of ImageNet-1k.
  public struct Label: Hashable, Sendable {
    /// The WordNet synset, such as `n01440764`.
    public let wordNetID: String
    /// The name, such as `tench`.
    public let name: String

    public init(wordNetID: String, name: String) {
      self.wordNetID = wordNetID
      self.name = name
    }
  }

  /// The thousand classes of ImageNet-1k in the order of the logits.
  public static let imageNetLabels: [Label] = unsafe labels(in: bytes(of: ca_imagenet_labels()))

  private static func bytes(of file: ca_file) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  /// One label a line: the synset, a tab, the name.
  private static func labels(in text: [UInt8]) -> [Label] {
    text.split(separator: UInt8(ascii: "\n")).map { line in
      let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      return Label(
        wordNetID: String(decoding: fields.first ?? [], as: UTF8.self),
        name: String(decoding: fields.dropFirst().first ?? [], as: UTF8.self))
    }
  }
}
