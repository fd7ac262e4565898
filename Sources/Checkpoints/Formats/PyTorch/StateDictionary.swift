/// The tensors of a pickle by name: those of the model, not those of its optimizer.
struct StateDictionary {
  /// As the dictionary lists them.
  private(set) var tensors: [(name: String, tensor: TorchTensor)] = []

  /// Where training scripts put the parameters: the first of these that holds tensors counts.
  private static let wrappers = ["state_dict_ema", "model_ema", "state_dict", "model"]
  private static let mostTensors = 1 << 18
  private static let longestName = 1024

  /// Collects the tensors of the dictionary that a pickle holds, or of one inside it.
  ///
  /// - Throws: ``CheckpointError`` where there are none, or two have the same name.
  init(
    of root: PickleValue, in machine: PickleMachine, file: String
  ) throws(CheckpointError) {
    let entries = Self.entries(of: root, in: machine)
    for wrapper in Self.wrappers {
      for (key, value) in entries where machine.name(key) == wrapper {
        try collect(value, machine, file)
      }
      guard tensors.isEmpty else { return }
    }
    try collect(root, machine, file)
    guard tensors.isEmpty else { return }
    throw CheckpointError(Self.sentence(onNoTensorsIn: root, entries, machine, file))
  }

  /// The keys and values of a dictionary, or of an object that is filled like one.
  private static func entries(
    of value: PickleValue, in machine: PickleMachine
  ) -> [(key: PickleValue, value: PickleValue)] {
    switch value {
    case .dictionary(let number), .object(let number):
      let items = machine.items(number)
      return stride(from: 0, to: items.count - 1, by: 2).map { (items[$0], items[$0 + 1]) }
    default: return []
    }
  }

  /// Adds the tensors of a dictionary, and of those inside it under names joined by dots.
  ///
  /// Each dictionary counts once, however often and wherever it appears.
  private mutating func collect(
    _ root: PickleValue, _ machine: PickleMachine, _ file: String
  ) throws(CheckpointError) {
    var names: Set<String> = []
    var seen: Set<UInt32> = []
    var waiting: [(name: String, value: PickleValue)] = [("", root)]
    while let (name, value) = waiting.popLast() {
      switch value {
      case .tensor(let number):
        guard names.insert(name).inserted else {
          throw CheckpointError("\(file) has two tensors of the name \(name.quoted)")
        }
        guard name.utf8.count <= Self.longestName, names.count <= Self.mostTensors else {
          throw CheckpointError(
            "\(file) has more than \(Self.mostTensors) tensors, or a name of more than "
              + "\(Self.longestName) bytes")
        }
        tensors.append((name, machine.tensors[Int(number)]))
      case .dictionary(let number), .object(let number):
        guard seen.insert(number).inserted, name.utf8.count <= Self.longestName else { continue }
        // Last come, first served: so the last entry is put there first.
        for (key, value) in Self.entries(of: value, in: machine).reversed() {
          guard let key = machine.name(key) else { continue }
          waiting.append((name.isEmpty ? key : "\(name).\(key)", value))
        }
      default: break
      }
    }
  }

  /// What a pickle without tensors holds instead.
  private static func sentence(
    onNoTensorsIn root: PickleValue, _ entries: [(key: PickleValue, value: PickleValue)],
    _ machine: PickleMachine, _ file: String
  ) -> String {
    let advice = "save model.state_dict() with torch.save instead"
    for value in [root] + entries.map(\.value) {
      guard case .object(let number) = value, let maker = machine.containers[Int(number)].maker
      else { continue }
      return
        "\(file) holds no tensors by name, but an object of \(machine.globals[Int(maker)].description.quoted): "
        + advice
    }
    let keys = entries.prefix(8).compactMap { machine.name($0.key)?.quoted }
    guard !keys.isEmpty else { return "\(file) holds no tensors by name: \(advice)" }
    return "\(file) holds no tensors by name, only \(keys.joined(separator: ", ")): \(advice)"
  }
}
