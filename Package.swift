// swift-tools-version: 6.2
import PackageDescription

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

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [.copy("Fixtures")]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: sharedSettings())
}

let package = Package(
    name: "narcis",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // Tensors
        .systemLibrary(name: "CTorchSystem", pkgConfig: "narcis-libtorch"),
        .target(
            name: "CTorch", dependencies: ["CTorchSystem"],
            linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        library("Torch", ["CTorch"]),
        library("TorchNN", ["Torch", "Checkpoints"]),

        // Files, pictures and text
        .systemLibrary(name: "CVipsSystem", pkgConfig: "vips", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
        .target(name: "CVips", dependencies: ["CVipsSystem"]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        library("Checkpoints"),
        library("Imaging", ["CVips"]),
        library("Tokenizers", ["CZlib"]),

        // Faces
        .systemLibrary(name: "COpenVINO", pkgConfig: "narcis-openvino"),
        library("NeuralInference", ["COpenVINO"]),
        library("FaceAnalysis", ["PortraitDomain", "NeuralInference", "Imaging"]),

        // Diffusion
        library("Schedulers"),
        library("Diffusion", ["TorchNN", "Torch", "Checkpoints", "Schedulers"]),
        library("PortraitDomain"),
        library(
            "PortraitEngine",
            [
                "PortraitDomain", "FaceAnalysis", "Diffusion", "Schedulers", "Tokenizers", "Imaging", "TorchNN",
                "Torch", "Checkpoints", .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // The command
        library(
            "NarcisCLI",
            ["PortraitDomain", "Imaging", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .executableTarget(
            name: "narcis",
            dependencies: ["NarcisCLI", "PortraitEngine", "FaceAnalysis", "Diffusion", "Torch", "PortraitDomain"],
            swiftSettings: sharedSettings()),

        // Prompts
        library("Workflow"),

        tests("Imaging"),
        tests("NeuralInference"),
    ],
    cxxLanguageStandard: .cxx20
)
