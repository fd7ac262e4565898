import ArgumentParser

/// How numbers are printed: for people, or for programs.
struct FormatOptions: ParsableArguments {
  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print comma-separated values.")
  var csv = false

  mutating func validate() throws {
    if json && csv { throw ValidationError("--json and --csv exclude each other") }
  }
}
