// swift-tools-version: 6.2
import PackageDescription

/// `WITHOUT_TORCH=1` leaves out the engine and its native libraries, for work on the workflow and the services.
let hasEngine = Context.environment["WITHOUT_TORCH"] == nil

/// One set of settings for every Swift target.
func sharedSettings() -> [SwiftSetting] {
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}

func library(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: sharedSettings())
}

func executable(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: sharedSettings())
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: sharedSettings())
}

let fixtures: [Resource] = [.copy("Fixtures")]

extension Target.Dependency {
    static let argumentParser: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
    static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")
}

// MARK: Portraits as values, and the workflow that turns words into prompts. No native library.
let domain: [Target] = [
    library("PortraitDomain"),
    tests("PortraitDomain"),
    library("Workflow"),
]

// MARK: The engine on libtorch, OpenVINO and libvips.
let engine: [Target] = [
    // Tensors
    .systemLibrary(name: "CTorchSystem", pkgConfig: "narcis-libtorch"),
    .target(
        name: "CTorch", dependencies: ["CTorchSystem"],
        linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    library("Torch", ["CTorch"]),
    library("TorchNN", ["Torch", "Checkpoints"]),
    .target(
        name: "TorchTestSupport", dependencies: ["Torch", "TorchNN", "Checkpoints"], path: "Tests/TorchTestSupport",
        resources: fixtures, swiftSettings: sharedSettings()),
    tests("Torch", ["TorchTestSupport"]),
    tests("TorchNN", ["Torch", "Checkpoints", "TorchTestSupport"]),

    // Files, pictures and text
    .systemLibrary(name: "CVipsSystem", pkgConfig: "vips", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
    .target(name: "CVips", dependencies: ["CVipsSystem"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    library("Checkpoints"),
    library("Imaging", ["CVips"]),
    tests("Imaging", resources: fixtures),
    library("Tokenizers", ["CZlib"]),

    // Faces
    .systemLibrary(name: "COpenVINO", pkgConfig: "narcis-openvino"),
    library("NeuralInference", ["COpenVINO"]),
    tests("NeuralInference", resources: fixtures),
    library("FaceAnalysis", ["PortraitDomain", "NeuralInference", "Imaging"]),
    tests("FaceAnalysis", ["PortraitDomain", "NeuralInference", "Imaging"], resources: fixtures),

    // Diffusion
    library("Schedulers"),
    tests("Schedulers", resources: fixtures),
    library("Diffusion", ["TorchNN", "Torch", "Checkpoints", "Schedulers"]),
    tests("Diffusion", ["Schedulers", "TorchNN", "Torch", "Checkpoints", "TorchTestSupport"]),
    library(
        "PortraitEngine",
        [
            "PortraitDomain", "FaceAnalysis", "Diffusion", "Schedulers", "Tokenizers", "Imaging", "TorchNN", "Torch",
            "Checkpoints", .crypto,
        ]),

    // The command
    library("NarcisCLI", ["PortraitDomain", "Imaging", .argumentParser]),
    executable("narcis", ["NarcisCLI", "PortraitEngine", "FaceAnalysis", "Diffusion", "Torch", "PortraitDomain"]),
]

let package = Package(
    name: "narcis",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: domain + (hasEngine ? engine : []),
    cxxLanguageStandard: .cxx20
)
