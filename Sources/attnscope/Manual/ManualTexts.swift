import Explorer

/// What the manual page says that no argument declares.
enum ManualTexts {
  struct Item {
    var name: String
    var text: String
  }

  /// Keys of every page, as they are unless configured; then those that pages have for themselves.
  static var keys: [Item] {
    var items: [Item] = []
    var last: ExplorerBindings.Entry?
    for entry in ExplorerBindings.entries {
      let keys = ExplorerBindings.standard.writtenKeys(of: entry.name)
      if entry.help == last?.help, entry.page == last?.page {
        items[items.count - 1].name += " \(keys)"
      } else {
        items.append(
          Item(name: keys, text: entry.page.map { "\(entry.help) (page \($0))" } ?? entry.help))
      }
      last = entry
    }
    return items
  }

  static let configuration = """
    The explorer reads a configuration file, a line for each thing: name = value. What follows # is \
    a comment. Options of the command line come before it. attnscope --print-config prints the \
    configuration that is in effect, to be saved as that file, which the program itself never writes.
    """

  static let environment = [
    Item(
      name: "NO_COLOR",
      text: "If it is not empty, there are no colours, unless --color or the configuration says "
        + "always."),
    Item(
      name: "COLORFGBG",
      text: "The terminal's colours, to tell dark from light where nothing else does."),
    Item(
      name: "ESCDELAY",
      text: "Milliseconds to wait for the rest of a key's sequence; 25 unless set."),
    Item(name: "XDG_CONFIG_HOME", text: "The folder of the configuration, in place of ~/.config."),
    Item(
      name: "HF_HUB_CACHE, HF_HOME",
      text: "Where checkpoints of Hugging Face lie, in place of ~/.cache/huggingface/hub."),
    Item(
      name: "TORCH_HOME", text: "Where checkpoints of torch hub lie, in place of ~/.cache/torch."),
  ]

  static let files = [
    Item(name: "~/.config/attnscope/config", text: "The configuration.")
  ]

  static let exitStatus = [
    Item(name: "0", text: "Done."),
    Item(name: "1", text: "Failure."),
    Item(name: "2", text: "Usage: arguments or configuration are mistaken."),
    Item(name: "3", text: "A picture, checkpoint or script cannot be read."),
    Item(name: "4", text: "A verification found a mismatch."),
    Item(name: "130", text: "Interrupted."),
  ]
}
