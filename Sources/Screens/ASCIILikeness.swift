/// The ASCII signs that stand for others where a terminal has no UTF-8.
enum ASCIILikeness {
  /// The sign for a scalar; what is not listed has none.
  static let of: [Unicode.Scalar: Character] = {
    let groups: [(sign: Character, scalars: String)] = [
      ("-", "─━┄┈╌‐‑‒–—―−⎯"), ("|", "│┃┆┊╎║▌▐▏▕"), ("=", "═≡≈≅▬"),
      ("+", "┌┐└┘├┤┬┴┼╭╮╯╰┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬"),
      ("#", "█■▉▊▋▓▮◼"), ("%", "▒"), (":", "░┇┋∶"), ("'", "▀‘’′˙"), (".", "▄▂▃·•…∙⋅▪"),
      ("_", "▁⎽"), ("\"", "“”″"), ("*", "∗★☆✱"), ("o", "○●◦◯◉"), ("/", "÷∕⁄╱"), ("\\", "╲"),
      ("<", "←≤◀◂‹«⟨"), (">", "→≥▶▸›»⟩▷"), ("^", "↑▲△▴"), ("v", "↓▼▽▾√✓"), ("x", "×✗✕✘"),
      ("u", "µμ∪"), ("n", "∩"), ("~", "∼≃"), ("!", "≠¡"), ("[", "⌊⌈"), ("]", "⌋⌉"),
      ("A", "ÀÁÂÃÄÅ"), ("a", "àáâãäå"), ("C", "Ç"), ("c", "ç©"), ("E", "ÈÉÊË"), ("e", "èéêë∈"),
      ("I", "ÌÍÎÏ"), ("i", "ìíîï"), ("N", "Ñ"), ("O", "ÒÓÔÕÖØ"), ("o", "òóôõöø°"),
      ("U", "ÙÚÛÜ"), ("u", "ùúûü"), ("Y", "Ý"), ("y", "ýÿ"), ("s", "ß"),
      ("0", "⁰₀"), ("1", "¹₁"), ("2", "²₂"), ("3", "³₃"), ("4", "⁴₄"), ("5", "⁵₅"),
      ("6", "⁶₆"), ("7", "⁷₇"), ("8", "⁸₈"), ("9", "⁹₉"),
    ]
    var signs: [Unicode.Scalar: Character] = [:]
    for group in groups {
      for scalar in group.scalars.unicodeScalars { signs[scalar] = group.sign }
    }
    return signs
  }()
}
