/// What a thread's scratch memory is used for; what lies in one slot lasts while others are filled.
enum ScratchSlot: Int, CaseIterable {
  /// Tokens put together from elsewhere: patches, neighbours, the members of windows.
  case gathered
  case normed
  /// Queries, keys and values, side by side.
  case qkv
  /// What attention mixed of the values.
  case mixed
  /// Between the two layers of an MLP.
  case hidden
}
