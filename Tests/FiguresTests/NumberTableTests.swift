import Figures
import Foundation
import Testing

@Suite("Tables of numbers")
struct NumberTableTests {
  private let table = NumberTable(
    name: "heads", columns: ["head", "entropy", "branch"],
    rows: [[0, 2.5, "rows"], [1, .missing, "a \"quoted\", name"], [2, .real(.nan)]])

  @Test("CSV quotes what would end a field, and leaves missing values empty")
  func csv() {
    #expect(
      table.csv == """
        head,entropy,branch
        0,2.5,rows
        1,,"a ""quoted"", name"
        2,nan,

        """)
  }

  @Test("CSV quotes line feeds, and shows what could steer a terminal as escapes")
  func csvControls() {
    let table = NumberTable(
      name: "names", columns: ["name"], rows: [["two\nlines"], ["a\u{1B}[2Jb"], ["a\r\nb"]])
    #expect(table.csv == "name\n\"two\nlines\"\na\\u{1B}[2Jb\na\\r\\nb\n")
  }

  @Test("JSON is an array of objects whose keys are the columns, in their order")
  func json() throws {
    #expect(
      table.json == """
        [
          {"head": 0, "entropy": 2.5, "branch": "rows"},
          {"head": 1, "entropy": null, "branch": "a \\"quoted\\", name"},
          {"head": 2, "entropy": "nan", "branch": null}
        ]

        """)
    let parsed = try JSONSerialization.jsonObject(with: Data(table.json.utf8))
    #expect((parsed as? [[String: Any]])?.count == 3)
  }

  @Test(
    "Text survives JSON, and nothing in it steers a terminal",
    arguments: ["a\u{1B}[2Jb", "tab\tand\nfeed\r", "\u{202E}turned", "\u{0}", "é ∪ 🦆", "\\\"/"])
  func jsonText(text: String) throws {
    let table = NumberTable(name: "names", columns: [text], rows: [[.text(text)]])
    #expect(!table.json.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!table.json.contains("\u{202E}"))
    let parsed = try JSONSerialization.jsonObject(with: Data(table.json.utf8))
    #expect(parsed as? [[String: String]] == [[text: text]])
  }

  @Test(
    "Numbers are read back as they were",
    arguments: [0.1, 1e-300, 123_456_789.123, -0.0, 1e22, .pi, .leastNonzeroMagnitude])
  func numbers(number: Double) throws {
    let table = NumberTable(name: "n", columns: ["n"], rows: [[.real(number)]])
    #expect(table.csv.split(separator: "\n").last.flatMap { Double($0) } == number)
    let parsed = try JSONSerialization.jsonObject(with: Data(table.json.utf8))
    #expect((parsed as? [[String: Double]])?.first?["n"] == number)
  }

  @Test("A table without rows is still a table")
  func empty() {
    let table = NumberTable(name: "none", columns: ["a", "b"])
    #expect(table.csv == "a,b\n")
    #expect(table.json == "[]\n")
  }

  @Test("Optional values that are nothing are missing")
  func optionals() {
    let (count, number, text): (Int?, Double?, String?) = (nil, nil, nil)
    #expect([NumberTable.Value(count), .init(number), .init(text)] == [nil, nil, nil])
    #expect(NumberTable.Value(3 as Int?) == 3)
  }
}
