import ArgumentParser
import Diffusion
import Foundation
import Torch

/// What `make gpu-pack` carries to a machine with a GPU: checks the engine there and measures it. Each part is a process
/// of its own, so that a crash costs one part. Not part of the product.
@main
struct GPUCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "narcis-gpu-check", abstract: "Check the engine on a GPU and measure it.",
        subcommands: [Parity.self, Speed.self, Start.self, Shortage.self])
}

/// Options that all parts share.
struct Common: ParsableArguments {
    @Option(help: "Folder of the model.")
    var model: String

    @Option(help: "cpu or cuda.")
    var device: String = "cuda"

    @Option(help: "float32, float16 or bfloat16.")
    var precision: String = "float16"

    @Option(help: "Side of the picture in pixels.")
    var size: Int = 1024

    @Option(help: "The library of recorded work and fused kernels.")
    var library: String?

    @Option(help: "File that every result is added to as a line of JSON.")
    var results: String?

    var folder: SDXLFolder { SDXLFolder(URL(fileURLWithPath: model, isDirectory: true)) }

    /// Makes the device ready, with the library where one is given.
    func placement() throws -> Placement {
        guard let device = ["cpu": Device.cpu, "cuda": .cuda][device] else {
            throw ValidationError("there is no device '\(self.device)'; choose from cpu, cuda")
        }
        try TorchRuntime.require(device)
        if device == .cuda, let library { try TorchRuntime.loadCUDALibrary(library) }
        return Placement(kind: try kind(named: precision), device: device)
    }

    func kind(named name: String) throws -> ScalarKind {
        guard let kind = ["float32": ScalarKind.float32, "float16": .float16, "bfloat16": .bfloat16][name] else {
            throw ValidationError("there is no precision '\(name)'; choose from float32, float16, bfloat16")
        }
        return kind
    }

    func report(_ part: String) -> Report { Report(part: part, file: results, device: device, precision: precision) }
}
