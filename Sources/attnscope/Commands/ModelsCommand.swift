import ArgumentParser
import Checkpoints
import Images
import VisionTransformers

/// Lists every variant of every family, or the checkpoints on this machine.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the models: sizes, costs, grids, papers; or the checkpoints on this machine.")

  @Flag(help: "List the checkpoints in the caches of Hugging Face and torch hub instead.")
  var found = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    if found { try listFound() } else { try listModels() }
  }

  private func listFound() throws {
    let locations = CheckpointLocations.ofThisProcess
    let listings = locations.found().map(FoundListing.init)
    if json { return try printJSON(listings) }
    for listing in listings { print(listing.line) }
    guard listings.isEmpty else { return }
    print(
      "no checkpoints in \(locations.huggingFace.root) or \(locations.torchHub.root)"
        .escapingControlCharacters)
  }

  private func listModels() throws {
    var listings: [ModelListing] = []
    for name in BackboneCatalog.names {
      let spec = try ModelSelection(model: name, weights: "seeded").spec
      let audit = try CommandFailure.usage { () throws(ModelError) in try spec.audit() }
      listings.append(
        ModelListing(spec, parameters: audit.parameters.count, macs: audit.cost.total))
    }
    if json {
      try printJSON(listings)
    } else {
      for listing in listings { print(listing.line) }
      print("\nMACs: multiply-accumulates of one forward pass; papers print these as FLOPs.")
    }
  }
}

/// One model in the list.
struct ModelListing: Encodable {
  struct Stage: Encodable {
    var rows: Int
    var columns: Int
    var channels: Int
    var heads: Int
    var depth: Int
  }

  struct Article: Encodable {
    var title: String
    var year: Int
    var arxiv: String
  }

  var name: String
  var family: String
  var parameters: Int
  var macs: Int
  var input: [Int]
  var stages: [Stage]
  var paper: Article

  init(_ spec: BackboneSpec, parameters: Int, macs: Int) {
    name = spec.name
    family = spec.family
    self.parameters = parameters
    self.macs = macs
    input = [spec.input.height, spec.input.width]
    stages = spec.stages.map {
      Stage(
        rows: $0.grid.rows, columns: $0.grid.columns, channels: $0.width, heads: $0.heads,
        depth: $0.blocks.count)
    }
    paper = Article(title: spec.paper.title, year: spec.paper.year, arxiv: spec.paper.arXiv)
  }

  /// The model on one line, for people.
  var line: String {
    let grids = stages.map { "\($0.rows)×\($0.columns)" }.joined(separator: " ")
    let depths = stages.map { "\($0.depth)" }.joined(separator: ",")
    return [
      name.padded(to: 17), Quantity.count(parameters).padded(to: 9, onTheLeft: true),
      (Quantity.count(macs) + "MACs").padded(to: 13, onTheLeft: true), " " + grids.padded(to: 24),
      depths.padded(to: 10), "\(paper.year) arXiv:\(paper.arxiv)",
    ].joined(separator: " ")
  }
}

extension String {
  /// The text with spaces up to a width in characters.
  func padded(to width: Int, onTheLeft: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - count))
    return onTheLeft ? spaces + self : self + spaces
  }
}
