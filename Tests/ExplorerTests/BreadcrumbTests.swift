import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct BreadcrumbTests {
  /// The first row of an explorer whose model the catalogue does not have.
  private func breadcrumb(
    _ name: String, picture: String = "harbour (sample)", columns: Int = 80
  ) throws -> String {
    var explorer = try testExplorer("swin-t", size: Size(columns: columns, rows: 30))
    var spec = try BackboneCatalog.spec(named: "swin-t")
    spec.name = name
    let request = ModelRequest(weights: "a.pth")
    _ = explorer.obey("weights a.pth")
    _ = explorer.update(.model(OpenedModel(request, spec: spec)))
    var shown = testPicture()
    shown.name = picture
    _ = explorer.update(.picture(shown))
    try explorer.press("}}]")
    let line = explorer.render().text.split(separator: "\n")[0]
    return line.split(whereSeparator: { " |".contains($0) }).joined(separator: " ")
  }

  @Test("the picture's name stays whole, and the sizes of the model go first")
  func sizesGoFirst() throws {
    #expect(
      try breadcrumb("swin (width 24, depths 2,2,4,2)")
        == "harbour (sample) › swin › stage 3/4 › block 2/6 shifted-window › all heads")
    #expect(
      try breadcrumb("swin (width 24, depths 2,2,4,2)", columns: 120)
        == "harbour (sample) 224x224 › swin (width 24, depths 2,2,4,2) › stage 3/4 (14x14) "
        + "› block 2/6 shifted-window › all heads")
  }

  @Test("a long picture's name is shortened before the sizes of the model go")
  func longNames() throws {
    let long = "the harbour of Trondheim in the morning light.jpg"
    let wide = try breadcrumb("swin (width 24, depths 2,2,4,2)", picture: long, columns: 110)
    #expect(wide.contains("› swin (width 24, depths 2,2,4,2) ›") && wide.hasSuffix("all heads"))
    #expect(wide.hasPrefix("the harbou") && wide.contains("ght.jpg ›"))
    let narrow = try breadcrumb("swin (width 24, depths 2,2,4,2)", picture: long)
    #expect(narrow.hasPrefix("the harb") && narrow.contains("› swin › stage 3/4 ›"))
    #expect(narrow.hasSuffix("all heads"))
  }
}
