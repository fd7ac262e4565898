/// One value of a pickle: small, and never the owner of another value.
///
/// What a value is made of lies in the ``PickleMachine`` under the number that the value carries, so
/// values that contain each other, or themselves, do no harm.
enum PickleValue: Equatable {
  case none
  case bool(Bool)
  /// An integer that fits; others are ``other``.
  case integer(Int)
  case text(PickleText)
  case list(UInt32)
  case tuple(UInt32)
  case dictionary(UInt32)
  /// Something made by a class or function that means nothing here.
  case object(UInt32)
  /// A class or a function, by its number among ``PickleMachine/globals``.
  case global(UInt32)
  case storage(UInt32)
  case tensor(UInt32)
  /// A float, a set, bytes, an enormous integer: nothing that a tensor depends on.
  case other

  /// The number of the container that this is, where it is one.
  var container: UInt32? {
    switch self {
    case .list(let number), .tuple(let number), .dictionary(let number), .object(let number):
      number
    default: nil
    }
  }
}

/// Where a text lies among the bytes of a pickle.
struct PickleText: Equatable {
  let start: UInt32
  let count: UInt32
}

/// The name of a Python class or function.
struct PickleGlobal: Hashable, CustomStringConvertible {
  let module: String
  let name: String

  var description: String { "\(module).\(name)" }
}

/// A list, tuple, dictionary or object of a pickle.
struct PickleContainer {
  /// Elements; for a dictionary, each key before its value.
  var items: [PickleValue] = []
  /// Levels of containers inside, at least; counted as items arrive.
  var depth = 1
  /// What made an object, by its number among ``PickleMachine/globals``.
  var maker: UInt32?
}
