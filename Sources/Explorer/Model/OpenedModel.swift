public import VisionTransformers

/// A model that can be looked at and run.
public struct OpenedModel: Sendable {
  public var request: ModelRequest
  /// What it is made of.
  public var spec: BackboneSpec
  /// Names of the classes of a trained model, in order.
  public var labels: [String]?
  /// What the checkpoint holds; nothing where the parameters are seeded.
  public var inspection: CheckpointInspection?

  public init(
    _ request: ModelRequest, spec: BackboneSpec, labels: [String]? = nil,
    inspection: CheckpointInspection? = nil
  ) {
    self.request = request
    self.spec = spec
    self.labels = labels
    self.inspection = inspection
  }

  /// A model of the catalogue.
  ///
  /// - Throws: ``ModelError`` where there is no such model, or it does not take such a picture.
  public init(
    named name: String, weights: String = "seeded:0", input: PixelSize? = nil
  ) throws(ModelError) {
    self.init(
      ModelRequest(model: name, weights: weights, input: input),
      spec: try BackboneCatalog.spec(named: name, input: input))
  }
}
