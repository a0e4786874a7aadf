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

/// Debug builds optimize what loops over pixels, bytes or thousands of texts: without that, tests would take minutes.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [], exclude: [String] = [],
    settings: [SwiftSetting] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: sharedSettings() + settings)
}

func executable(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: sharedSettings())
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, resources: resources,
        swiftSettings: sharedSettings())
}

let fixtures: [Resource] = [.copy("Fixtures")]

extension Target.Dependency {
    static let argumentParser: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
    static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")

    static let asyncHTTPClient: Self = .product(name: "AsyncHTTPClient", package: "async-http-client")
    static let configuration: Self = .product(name: "Configuration", package: "swift-configuration")
    static let httpTypes: Self = .product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird: Self = .product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore: Self = .product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTesting: Self = .product(name: "HummingbirdTesting", package: "hummingbird")
    static let logging: Self = .product(name: "Logging", package: "swift-log")
    static let metrics: Self = .product(name: "Metrics", package: "swift-metrics")
    static let nioCore: Self = .product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1: Self = .product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix: Self = .product(name: "NIOPosix", package: "swift-nio")
    static let unixSignals: Self = .product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let serviceLifecycle: Self = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
}

// MARK: Portraits as values, and the workflow that turns words into prompts. No native library but zlib.
let domain: [Target] = [
    library("Support", settings: optimized),
    .target(
        name: "TestSupport", dependencies: ["Support"], path: "Tests/TestSupport", swiftSettings: sharedSettings()),
    tests("Support"),
    library("JSON", ["Support"], settings: optimized),
    tests("JSON"),
    library("Schedulers"),
    tests("Schedulers", resources: fixtures),
    library("PortraitDomain", ["JSON", "Schedulers", "Support"]),
    // What every store of jobs must do, for the tests of each.
    .target(
        name: "JobStoreContract", dependencies: ["PortraitDomain", "Support"], path: "Tests/JobStoreContract",
        swiftSettings: sharedSettings()),
    tests("PortraitDomain", ["JobStoreContract", "Schedulers", "Support"]),
    library("Workflow", ["FileAccess", "Support"], exclude: ["README.md"]),
    tests("Workflow", ["Support"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    library("FileAccess"),
    tests("FileAccess"),
    library("DocumentEncoding", ["CZlib", "Support"], settings: optimized),
    library("Tokenizers", ["CZlib", "FileAccess", "JSON"]),
    tests("Tokenizers", resources: fixtures),
    library("WordSafety", ["Support"], resources: [.embedInCode("Resources")], settings: optimized),
    tests("WordSafety"),
    library("Mecene", ["PortraitDomain", "Support", "WordSafety", "Workflow"], settings: optimized),
    tests("Mecene", ["PortraitDomain", "WordSafety", "Workflow"]),
    library(
        "MeceneComposer", ["FileAccess", "Mecene", "Support", "WordSafety", "Workflow"],
        resources: [.embedInCode("Resources/Lexicon")], settings: optimized),
    tests("MeceneComposer", ["Mecene", "PortraitDomain", "Support", "WordSafety", "Workflow"]),
    executable("mecene-bench", ["Mecene", "MeceneAuthors", "MeceneComposer", "PortraitDomain", "Support", "Workflow"]),
]

// MARK: Media: photographs rendered as paintings and prints. No native library but zlib.
let media: [Target] = [
    .target(
        name: "CMediaKernels",
        cxxSettings: [
            // Loops over pixels: without optimization, tests would take minutes. Sums may be reordered.
            .unsafeFlags(["-O2"], .when(configuration: .debug)),
            .unsafeFlags(["-ffast-math", "-fno-finite-math-only"]),
        ]),
    library(
        "Media", ["CMediaKernels", "DocumentEncoding", "PortraitDomain", "Support"],
        resources: [.embedInCode("Direction/Resources")], settings: optimized),
    tests("Media", ["MeceneComposer", "PortraitDomain"], resources: fixtures),
    executable("media-trial", ["Media"]),
]

// MARK: Language models and services. No native library either.
let services: [Target] = [
    library("LanguageModels", ["JSON", "Support", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix]),
    .target(
        name: "LanguageModelsTestSupport", dependencies: [.nioCore, .nioPosix],
        path: "Tests/LanguageModelsTestSupport", swiftSettings: sharedSettings()),
    tests("LanguageModels", ["JSON", "LanguageModelsTestSupport", "Support"]),
    library(
        "MeceneAuthors",
        [
            "JSON", "Mecene", "MeceneComposer", "Support", "WordSafety", "Workflow", "LanguageModels", "ServiceKit",
            .metrics,
        ],
        resources: [.embedInCode("Prompts")]),
    tests(
        "MeceneAuthors",
        [
            "JSON", "LanguageModelsTestSupport", "LanguageModels", "Mecene", "MeceneComposer", "PortraitDomain",
            "Support", "WordSafety", "Workflow", "ServiceKit", .configuration,
        ]),
    library(
        "ServiceKit",
        ["FileAccess", "JSON", "Support", .configuration, .logging, .metrics, .serviceLifecycle, .unixSignals]),
    .target(
        name: "MetricsTestSupport", path: "Tests/MetricsTestSupport", swiftSettings: sharedSettings()),
    tests("ServiceKit", ["MetricsTestSupport", .configuration, .logging, .metrics, .serviceLifecycle]),
    library(
        "HTTPService",
        [
            "JSON", "ServiceKit", "Support", .hummingbird, .hummingbirdCore, .httpTypes, .logging, .metrics, .nioCore,
            .serviceLifecycle,
        ]),
    tests(
        "HTTPService",
        [
            "LanguageModelsTestSupport", "MetricsTestSupport", "ServiceKit", "Support", .configuration, .hummingbird,
            .hummingbirdTesting, .httpTypes, .logging, .nioCore, .serviceLifecycle,
        ]),
    library(
        "MeceneApp",
        [
            "HTTPService", "JSON", "Mecene", "PortraitDomain", "ServiceKit", "Support", "WordSafety", "Workflow",
            .hummingbird, .hummingbirdCore, .httpTypes, .metrics,
        ], resources: [.embedInCode("Resources")]),
    tests(
        "MeceneApp",
        [
            "HTTPService", "Mecene", "PortraitDomain", "Support", "WordSafety", "Workflow", "ServiceKit",
            "LanguageModelsTestSupport", .configuration, .hummingbird, .hummingbirdTesting, .httpTypes, .logging,
            .nioCore, .serviceLifecycle,
        ]),
    executable(
        "narcis-mecene",
        [
            "HTTPService", "MeceneApp", "MeceneAuthors", "MeceneComposer", "Mecene", "LanguageModels", "ServiceKit",
            "WordSafety", .logging, .nioCore, .serviceLifecycle,
        ]),
    .testTarget(
        name: "NarcisMeceneTests",
        dependencies: [
            "narcis-mecene", "LanguageModelsTestSupport", "MetricsTestSupport", "TestSupport", .asyncHTTPClient,
            .nioCore, .nioHTTP1,
        ],
        swiftSettings: sharedSettings()),
]

// MARK: The engine on libtorch, OpenVINO and libvips.
let engine: [Target] = [
    // Tensors
    .systemLibrary(name: "CTorchSystem", pkgConfig: "narcis-libtorch"),
    .target(
        name: "CTorch", dependencies: ["CTorchSystem"],
        // Its kernels are loops over pixels: without optimisation, tests would take minutes.
        cxxSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
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
    library("Checkpoints", ["FileAccess", "JSON"]),
    tests("Checkpoints", ["JSON", "Support"], resources: fixtures),
    library("Imaging", ["CVips", "DocumentEncoding", "FileAccess", "Support"], settings: optimized),
    tests("Imaging", ["Support"], resources: fixtures),

    // Faces
    .systemLibrary(name: "COpenVINO", pkgConfig: "narcis-openvino"),
    library("NeuralInference", ["COpenVINO", "FileAccess"], settings: optimized),
    tests("NeuralInference", resources: fixtures),
    library("FaceAnalysis", ["PortraitDomain", "NeuralInference", "Imaging"], settings: optimized),
    tests("FaceAnalysis", ["PortraitDomain", "NeuralInference", "Imaging"], resources: fixtures),

    // Diffusion
    library("Diffusion", ["TorchNN", "Torch", "Checkpoints", "FileAccess", "Schedulers"]),
    tests("Diffusion", ["Schedulers", "TorchNN", "Torch", "Checkpoints", "TorchTestSupport"]),
    library("PhotoMaker", ["Diffusion", "TorchNN", "Torch", "Checkpoints"]),
    library(
        "PortraitEngine",
        [
            "PortraitDomain", "FaceAnalysis", "Diffusion", "PhotoMaker", "Schedulers", "Tokenizers", "Imaging", "Media",
            "TorchNN",
            "Torch", "Checkpoints", "FileAccess", "Support", .crypto,
        ], settings: optimized),
    // Recorded runs of other programs, step by step.
    library(
        "ParityCheck",
        [
            "PortraitEngine", "PortraitDomain", "Diffusion", "PhotoMaker", "Schedulers", "Tokenizers", "Imaging",
            "TorchNN", "Torch", "Checkpoints", "FileAccess",
        ]),
    .testTarget(
        name: "ModelFilesTests",
        dependencies: [
            "PortraitEngine", "PortraitDomain", "Diffusion", "PhotoMaker", "TorchNN", "Torch", "Checkpoints",
            "Tokenizers", "Schedulers", "TestSupport",
        ],
        swiftSettings: sharedSettings()),

    .testTarget(
        name: "FaceRefinementTests",
        dependencies: [
            "PortraitEngine", "PortraitDomain", "FaceAnalysis", "Diffusion", "Imaging", "Torch", "TestSupport",
        ],
        swiftSettings: sharedSettings()),

    tests("PortraitEngine", ["PortraitDomain"]),
    tests("ParityCheck", ["PortraitDomain"], resources: fixtures),

    // The command
    library("NarcisCLI", ["PortraitDomain", "Imaging", "Support", .argumentParser, .crypto]),
    tests("NarcisCLI", ["PortraitDomain", "Imaging", "narcis", .crypto], resources: fixtures),
    executable(
        "narcis",
        [
            "NarcisCLI", "Media", "Mecene", "MeceneAuthors", "PortraitEngine", "ParityCheck", "FaceAnalysis",
            "NeuralInference",
            "Diffusion", "Torch", "PortraitDomain", "ServiceKit", .configuration,
        ]),
    executable("narcis-bench", ["Diffusion", "Support", "Torch"]),
    executable(
        "narcis-gpu-check",
        ["Diffusion", "PhotoMaker", "Schedulers", "Support", "Torch", "TorchNN", "Checkpoints", .argumentParser]),
    .testTarget(
        name: "GPUPackTests", dependencies: ["narcis-gpu-check", "TestSupport"], swiftSettings: sharedSettings()),
]

let package = Package(
    name: "narcis",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Without their traits hummingbird and swift-configuration do not link the whole of Foundation.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: domain + media + services + (hasEngine ? engine : []),
    cxxLanguageStandard: .cxx20
)
