import Images

/// What each family's own evaluation does, with ImageNet's mean and standard deviation.
///
/// A checkpoint that brings its own numbers overrides them.
extension Preprocessing {
  /// Swin's, and of those that took it over: BOAT-Swin, Shuffle, MSG, PVT, and Pale, whose paper
  /// follows the same recipe.
  public static let swin = Preprocessing(resize: .shorterSide(256))
  public static let pale = swin
  public static let deit = swin
  /// CSWin's and BOAT-CSWin's: 248 pixels for an input of 224.
  public static let cswin = Preprocessing(resize: .cropFraction(0.9))
  /// That of the CSWin models for 384 pixels, which crop nothing but what a square cuts off.
  public static let cswinLarge = Preprocessing(resize: .cropFraction(1))
  /// timm's for ViT.
  public static let vit = cswin
  /// DAT's, which does not keep the proportions.
  public static let dat = Preprocessing(resize: .squash(PixelSize(square: 256)))
  /// Axial-DeepLab's, with torchvision's default interpolation.
  public static let axial = Preprocessing(resize: .shorterSide(256), interpolation: .bilinear)
}
