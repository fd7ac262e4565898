// swift-tools-version: 6.2
import PackageDescription

/// Safe everywhere: unsafe operations must be marked, existentials must be spelled.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// For the numbers: optimised in debug builds too, so that `swift test` stays fast.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Vector kernels keep their speed in debug builds.
let kernelFlags: [CSetting] = [.unsafeFlags(["-O2", "-Wno-psabi"])]

let package = Package(
  name: "attnscope",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "attnscope", targets: ["attnscope"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // Vector loops (softmax, GELU, layer norm, gathered attention, clustering) and the thread pool.
    .target(name: "CKernels", cSettings: kernelFlags),

    // Matrix products over packed weights, by oneDNN.
    .target(
      name: "COneDNN", cSettings: kernelFlags,
      linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp", .when(platforms: [.linux]))]),

    // Numbers: tensors, matrices, kernels, threads. All unsafe pointers of the model core are here.
    .target(name: "Tensors", dependencies: ["CKernels", "COneDNN"], swiftSettings: optimised),

    // libpng, libturbojpeg and libwebp, reduced to "decode these bytes".
    .target(
      name: "CImageCodecs",
      linkerSettings: [
        .linkedLibrary("png"), .linkedLibrary("turbojpeg"), .linkedLibrary("webp"),
      ]),

    // Pictures: decoding, orientation, resizing. Knows no model.
    .target(name: "Images", dependencies: ["CImageCodecs"], swiftSettings: optimised),

    // The model core: who attends to whom, and what comes of it.
    .target(
      name: "VisionTransformers", dependencies: ["Tensors", "Images", "Checkpoints"],
      swiftSettings: optimised),

    // A grid of cells, and things to draw on it. Knows no terminal.
    .target(name: "Screens", swiftSettings: strict),

    // Figures for print, as SVG and PNG, and tables of numbers, as CSV and JSON. Knows no model.
    .systemLibrary(name: "CCairo", providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .target(
      name: "Figures", dependencies: ["CCairo", "Screens", "Images"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary("cairo")]),

    // State, events, update, render. Knows no terminal, no clock, no file.
    .target(
      name: "Explorer",
      dependencies: [
        "VisionTransformers", "Screens", "Images", "Tensors", "Figures", "Checkpoints",
      ],
      swiftSettings: strict),

    // The terminal.
    .systemLibrary(
      name: "CNcurses", providers: [.apt(["libncursesw5-dev"]), .brew(["ncurses"])]),
    // Signal handlers that give the terminal back: C, since Swift promises nothing inside of them.
    .target(name: "CTerminal"),
    .target(
      name: "Ncurses", dependencies: ["CNcurses", "CTerminal", "Screens"], swiftSettings: strict,
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),

    // Checkpoint files: safetensors and PyTorch's formats, and where they lie. Knows no model.
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .target(
      name: "Checkpoints", dependencies: ["CZip", "Tensors"], swiftSettings: optimised,
      linkerSettings: [.linkedLibrary("zip")]),

    // The sample picture and the labels, compiled in.
    .target(name: "CAssets", path: "Assets/Embedded"),
    .target(
      name: "Assets", dependencies: ["CAssets"], path: "Assets",
      exclude: ["Embedded", "images", "labels"], sources: ["Assets.swift"],
      swiftSettings: strict),

    // The wiring: arguments, event loop, effects, and the commands that need no terminal.
    .executableTarget(
      name: "attnscope",
      dependencies: [
        "Explorer", "Ncurses", "Assets", "Images", "VisionTransformers", "Checkpoints", "Screens",
        "Tensors", "Figures",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Snapshots, golden tensors, and other things that several suites need.
    .target(
      name: "TestSupport", dependencies: ["Tensors", "VisionTransformers"],
      path: "Tests/TestSupport", swiftSettings: optimised),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(
      name: "CheckpointsTests", dependencies: ["Checkpoints", "Tensors", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ImagesTests", dependencies: ["Images", "Assets", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "VisionTransformersTests",
      dependencies: [
        "VisionTransformers", "Checkpoints", "Tensors", "Images", "TestSupport", "allocation-probe",
      ],
      exclude: ["Golden", "Preprocessing", "Checkpoint/Fixtures"]),
    // A program that shows what it is sent and ends in every way, for tests of the terminal.
    .executableTarget(
      name: "terminal-probe", dependencies: ["Ncurses", "Screens"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    // Counts allocations, and a program that runs models and says how many they made.
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .executableTarget(
      name: "allocation-probe",
      dependencies: ["AllocationCounter", "VisionTransformers", "Tensors"],
      path: "Tests/AllocationProbe",
      swiftSettings: optimised + [.unsafeFlags(["-parse-as-library"])]),
    .testTarget(
      name: "NcursesTests", dependencies: ["Ncurses", "Screens", "TestSupport", "terminal-probe"],
      exclude: ["Fixtures"]),
    .testTarget(name: "ScreensTests", dependencies: ["Screens", "TestSupport"]),
    .testTarget(
      name: "FiguresTests", dependencies: ["Figures", "Screens", "Images", "TestSupport"]),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "Explorer", "Screens", "VisionTransformers", "Images", "Tensors", "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "AttnscopeTests",
      dependencies: ["attnscope", "Checkpoints", "Tensors", "VisionTransformers", "TestSupport"],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)

// Reads damaged checkpoints for as long as it is let; see Tests/CheckpointsFuzzer.
if Context.environment["FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "CheckpointsFuzzer", dependencies: ["Checkpoints"], path: "Tests/CheckpointsFuzzer",
      exclude: ["README.md"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
