import Checkpoints
import Foundation
import Testing

@Suite struct CacheTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  // MARK: Where the caches are

  func hub(_ environment: [String: String]) -> String {
    HuggingFaceCache(environment: environment, home: "/home/me").root
  }

  @Test func theHubCacheIsWhereTheVariablesSay() {
    #expect(hub([:]) == "/home/me/.cache/huggingface/hub")
    #expect(hub(["XDG_CACHE_HOME": "/xdg"]) == "/xdg/huggingface/hub")
    #expect(hub(["XDG_CACHE_HOME": "/xdg", "HF_HOME": "/hf"]) == "/hf/hub")
    #expect(hub(["HF_HOME": "/hf", "HUGGINGFACE_HUB_CACHE": "/old"]) == "/old")
    #expect(hub(["HUGGINGFACE_HUB_CACHE": "/old", "HF_HUB_CACHE": "/new"]) == "/new")
    #expect(hub(["HF_HUB_CACHE": "", "HF_HOME": ""]) == "/home/me/.cache/huggingface/hub")
  }

  @Test func variablesAndTheHomeFolderAreExpanded() {
    #expect(hub(["HF_HOME": "~/hf"]) == "/home/me/hf/hub")
    #expect(
      hub(["HF_HUB_CACHE": "$DISK/${USER}_cache", "DISK": "/d", "USER": "me"]) == "/d/me_cache")
    #expect(hub(["HF_HUB_CACHE": "/a/$NONE/${NONE}/${/$"]) == "/a/$NONE/${NONE}/${/$")
  }

  @Test func theTorchCacheIsWhereTheVariablesSay() {
    func root(_ environment: [String: String]) -> String {
      TorchHubCache(environment: environment, home: "/home/me").root
    }
    #expect(root([:]) == "/home/me/.cache/torch/hub/checkpoints")
    #expect(root(["XDG_CACHE_HOME": "/xdg"]) == "/xdg/torch/hub/checkpoints")
    #expect(root(["XDG_CACHE_HOME": "/xdg", "TORCH_HOME": "~/t"]) == "/home/me/t/hub/checkpoints")
  }

  // MARK: Hugging Face

  let commit = "0123456789abcdef0123456789abcdef01234567"
  let repository = "hub/models--timm--swin_tiny.ms_in1k"

  var cache: HuggingFaceCache {
    HuggingFaceCache(environment: ["HF_HOME": folder.path], home: "/nowhere")
  }

  /// Puts a file into the cache as the hub's library does: a blob, and a link to it.
  func cache(_ name: String, bytes: [UInt8], commit: String, blob: String) throws {
    try folder.write(bytes, to: "\(repository)/blobs/\(blob)")
    let snapshot = "\(folder.path)/\(repository)/snapshots/\(commit)"
    try FileManager.default.createDirectory(
      atPath: snapshot, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(snapshot)/\(name)", withDestinationPath: "../../blobs/\(blob)")
  }

  func fillCache() throws {
    try folder.write("\(commit)\n".utf8, to: "\(repository)/refs/main")
    try cache("config.json", bytes: Array("{}".utf8), commit: commit, blob: "b0")
    try cache("pytorch_model.bin", bytes: [0], commit: commit, blob: "b1")
    try cache(
      "model.safetensors", bytes: safetensors(["a": [1]]), commit: commit, blob: "b2")
  }

  func problem(_ reference: String) -> String {
    let error = #expect(throws: CheckpointError.self) { try cache.path(of: reference) }
    return error?.description.replacing(folder.path, with: "…") ?? "nothing"
  }

  @Test func aReferenceLeadsToTheSnapshotsFile() throws {
    try fillCache()
    let path = try cache.path(of: "timm/swin_tiny.ms_in1k")
    #expect(path == "\(folder.path)/\(repository)/snapshots/\(commit)/model.safetensors")
    #expect(try cache.path(of: "timm/swin_tiny.ms_in1k@main") == path)
    #expect(try cache.path(of: "timm/swin_tiny.ms_in1k@\(commit)") == path)
    #expect(try CheckpointFile.open(path: path).contains("a"))
  }

  @Test func aMissingRevisionIsNotReplacedByAnother() throws {
    try fillCache()
    try folder.write("ffff".utf8, to: "\(repository)/refs/refs/pr/1")
    #expect(
      problem("timm/swin_tiny.ms_in1k@v2")
        == "hf:timm/swin_tiny.ms_in1k has no revision 'v2' in the cache: there is main")
    #expect(
      problem("timm/swin_tiny.ms_in1k@refs/pr/1")
        == "hf:timm/swin_tiny.ms_in1k has no revision 'refs/pr/1', which is commit ffff, in the "
        + "cache: there is main")
  }

  @Test func aMissingRepositoryIsNamed() {
    #expect(
      problem("timm/none")
        == "hf:timm/none is not in the Hugging Face cache, …/hub, and nothing is downloaded")
  }

  @Test func aLinkToADeletedBlobIsNamed() throws {
    try fillCache()
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(repository)/blobs/b2")
    try folder.write([1], to: "\(repository)/blobs/b3.incomplete")
    #expect(
      problem("timm/swin_tiny.ms_in1k")
        == "…/\(repository)/snapshots/\(commit)/model.safetensors links to a file that is gone: "
        + "download hf:timm/swin_tiny.ms_in1k again; 1 of its downloads never finished")
    #expect(cache.found() == [])
  }

  @Test func aSnapshotWithoutCheckpointSaysWhatItHas() throws {
    try folder.write(commit.utf8, to: "\(repository)/refs/main")
    try folder.write([], to: "\(repository)/snapshots/\(commit)/config.json")
    #expect(problem("timm/swin_tiny.ms_in1k").hasSuffix("there is config.json"))
  }

  @Test(arguments: ["", "a/b/c", "../x", "a/..", "/etc", "a/b@", "a/b@../../x", "a/b@/x"])
  func referencesThatLeaveTheCacheAreRefused(reference: String) {
    #expect(problem(reference).contains("is not of the form hf:ORG/NAME"))
  }

  @Test func everyRevisionIsFound() throws {
    try fillCache()
    let other = String(commit.reversed())
    try cache("model.safetensors", bytes: [1, 2, 3], commit: other, blob: "b4")
    try folder.write([], to: "hub/datasets--a--b/snapshots/x/model.safetensors")
    try folder.write([], to: "hub/CACHEDIR.TAG")
    let snapshots = "\(folder.path)/\(repository)/snapshots"
    #expect(
      cache.found() == [
        FoundCheckpoint(
          path: "\(snapshots)/\(commit)/model.safetensors", origin: .huggingFace,
          name: "hf:timm/swin_tiny.ms_in1k", bytes: safetensors(["a": [1]]).count),
        FoundCheckpoint(
          path: "\(snapshots)/\(other)/model.safetensors", origin: .huggingFace,
          name: "hf:timm/swin_tiny.ms_in1k@\(other)", bytes: 3),
      ])
    for found in cache.found() {
      #expect(try cache.path(of: String(found.name.dropFirst(3))) == found.path)
    }
  }

  @Test func anIndexCountsWithItsFiles() throws {
    let snapshot = "\(repository)/snapshots/\(commit)"
    try folder.write([1], to: "\(snapshot)/model.safetensors.index.json")
    try folder.write([1, 2], to: "\(snapshot)/model-00001-of-00002.safetensors")
    try folder.write([1, 2, 3], to: "\(snapshot)/model-00002-of-00002.safetensors")
    #expect(cache.found().map(\.bytes) == [5])
    #expect(cache.found().first?.path.hasSuffix("/model.safetensors.index.json") == true)
  }

  // MARK: torch hub

  @Test func filesOfTorchHubAreFoundByName() throws {
    let locations = CheckpointLocations(environment: ["TORCH_HOME": folder.path], home: "/nowhere")
    let path = try folder.write([1, 2], to: "hub/checkpoints/swin_t-704ceda3.pth")
    try folder.write([1], to: "hub/checkpoints/swin_t-704ceda3.pth.abc.partial")
    #expect(try locations.path(of: "torch:swin_t-704ceda3.pth") == path)
    #expect(
      locations.found() == [
        FoundCheckpoint(
          path: path, origin: .torchHub, name: "torch:swin_t-704ceda3.pth", bytes: 2)
      ])
    let error = #expect(throws: CheckpointError.self) { try locations.path(of: "torch:swin_b.pth") }
    #expect(
      error?.description
        == "torch:swin_b.pth is not in \(folder.path)/hub/checkpoints: there is swin_t-704ceda3.pth"
    )
    #expect(throws: CheckpointError.self) { try locations.path(of: "torch:../checkpoints/x") }
  }

  @Test func otherArgumentsArePaths() throws {
    let locations = CheckpointLocations(environment: [:], home: folder.path)
    #expect(try locations.path(of: "weights/hf:odd.pth") == "weights/hf:odd.pth")
    #expect(locations.found() == [])
  }
}
