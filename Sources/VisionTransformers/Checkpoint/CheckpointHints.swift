import Checkpoints

/// What the shapes of a checkpoint's tensors do not tell, where somebody says it.
public struct CheckpointHints: Sendable {
  /// Heads of each stage, all branches together, as the command line has them.
  public var heads: [Int]?
  /// The size of the input.
  public var input: PixelSize?
  /// The variant that is wanted, where several have the same sizes.
  public var model: String?
  /// What files beside the checkpoint say.
  var configuration = ModelConfiguration()
  /// The checkpoint's path.
  var path = ""
  /// Whether heads that nobody tells are made up, for listing tensors only.
  var assumesHeads = false

  public init(heads: [Int]? = nil, input: PixelSize? = nil, model: String? = nil) {
    self.heads = heads
    self.input = input
    self.model = model
  }

  /// Numbers of heads as people type them, `2,2,4,8`; `nil` where they are none.
  public static func heads(typed text: String) -> [Int]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let heads = parts.compactMap { Int($0) }
    guard heads.count == parts.count, heads.allSatisfy({ (1...4096).contains($0) }) else {
      return nil
    }
    return heads
  }

  /// The heads of each stage: what tensors tell, else what was said, else what a configuration says,
  /// else those of a known variant.
  ///
  /// - Parameters:
  ///   - told: What tensors tell of each stage; empty where they never do.
  ///   - known: The heads of the variant with the same widths and depths.
  ///   - widths: Channels of each stage.
  /// - Returns: One number for each stage, which divides its width.
  /// - Throws: ``CheckpointError`` where nobody tells them, or they do not divide the widths.
  func heads(told: [Int?] = [], known: [Int]?, widths: [Int]) throws(CheckpointError) -> [Int] {
    let heads = try told.contains(nil) || told.isEmpty ? heads(known: known, of: widths) : []
    let result = widths.indices.map { (told.isEmpty ? nil : told[$0]) ?? heads[$0] }
    if let said = self.heads, said != result {
      throw CheckpointError(
        "the heads given are \(said.listed), and the tensors tell \(result.listed)")
    }
    for (heads, width) in zip(result, widths) where heads < 1 || width % heads != 0 {
      throw CheckpointError("\(width) channels cannot be shared by \(heads) heads")
    }
    return result
  }

  private func heads(known: [Int]?, of widths: [Int]) throws(CheckpointError) -> [Int] {
    if let heads {
      guard heads.count == widths.count else {
        throw CheckpointError(
          "\(heads.count == 1 ? "one number" : "\(heads.count) numbers") of heads for a model of "
            + "\(widths.count == 1 ? "one stage" : "\(widths.count) stages")")
      }
      return heads
    }
    if let heads = configuration.heads, heads.count == widths.count { return heads }
    if let known { return known }
    if assumesHeads { return widths.map { $0 % 2 == 0 ? 2 : 1 } }
    let numbers = widths.map { _ in "N" }.joined(separator: ",")
    throw CheckpointError(
      "no tensor tells how many heads there are, and no known model has these sizes: "
        + "say it with --heads \(numbers), in the explorer with :weights FILE \(numbers)"
        + (widths.count == 1 ? "" : ", one number for each of the \(widths.count) stages"))
  }

  /// The size of the input: what was said, else what tensors tell, else what a configuration or the
  /// file's name says.
  ///
  /// - Parameters:
  ///   - told: What tensors tell.
  ///   - usual: What models of these sizes take.
  /// - Returns: The size.
  func input(told: PixelSize? = nil, usual: PixelSize) -> PixelSize {
    input ?? told ?? configuration.input ?? sizeInName ?? usual
  }

  /// The size that a published file's name tells where its tensors do not: `cswin_base_384.pth`.
  private var sizeInName: PixelSize? {
    names[0].split { !$0.isNumber && !$0.isLetter }.contains("384") ? PixelSize(square: 384) : nil
  }

  /// What the model is called, from the checkpoint's own name outwards: file, repository, in small
  /// letters.
  private var names: [String] {
    let parts = path.lowercased().split(separator: "/").map(String.init)
    return [parts.last ?? ""] + parts.suffix(5).filter { $0.hasPrefix("models--") }
  }

  /// Which of several words the model is called by: the one wanted, in a configuration, or in a name.
  func called(oneOf words: [String]) -> String? {
    let texts = [model].compactMap { $0 } + configuration.names + names
    for text in texts {
      if let word = words.first(where: text.contains) { return word }
    }
    return nil
  }
}

extension [Int] {
  /// Numbers as people type them: `2,2,4,8`.
  var listed: String { map(String.init).joined(separator: ",") }
}
