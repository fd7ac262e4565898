/// A part of a block in which tokens take over what others know, as data.
///
/// MLPs and norms mix nothing. Convolutions inside of blocks (position encodings, terms of the values,
/// depthwise projections, neighbour-window connections) are left out, as the literature does.
public enum TokenMixing: Sendable {
  /// Tokens add what they attend to, all heads side by side.
  case attention(AttentionLayerSpec)
  /// Tokens add what they attend to, one branch of heads after the other, without a sum in between.
  ///
  /// With a stride of 2, attention runs on a grid with twice the rows and columns: of each square, the
  /// mean is added to the first token.
  case attentionInTurn(AttentionLayerSpec, stride: Int)
  /// In each group, every prefix token (−1, −2, …) ends up with equally many channels of all.
  case exchange(groups: [[Int]])
}
