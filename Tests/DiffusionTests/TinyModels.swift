import Checkpoints
import Foundation
import Schedulers
import Torch
import TorchNN
import TorchTestSupport

@testable import Diffusion

/// The models of `Scripts/parity/model_fixtures.py`, loaded strictly.
enum TinyModels {
    /// Loads with `make`, then refuses whatever the model did not ask for.
    static func load<Model>(
        _ name: String, kind: ScalarKind = .float32, device: Device = .cpu,
        _ make: (WeightPath) throws -> Model
    ) throws -> Model {
        let loader = WeightLoader(try Fixture(name).archive, source: name, kind: kind, device: device)
        let model = try make(loader.root / "\(name).weights")
        try loader.finish { !$0.hasPrefix("\(name).weights.") }
        return model
    }

    static func unet(
        _ name: String = "unet", kind: ScalarKind = .float32, device: Device = .cpu
    ) throws -> UNet {
        let configuration = try UNetConfiguration.read(Fixture.folder().appending(path: "\(name)/config.json"))
        return try load(name, kind: kind, device: device) { try UNet($0, configuration) }
    }

    static func vae(kind: ScalarKind = .float32, device: Device = .cpu) throws -> VAE {
        let configuration = try VAEConfiguration.read(Fixture.folder().appending(path: "vae/config.json"))
        return try load("vae", kind: kind, device: device) { try VAE($0, configuration) }
    }

    static func text(_ name: String) throws -> CLIPText {
        let configuration = try CLIPTextConfiguration.read(Fixture.folder().appending(path: "\(name)/config.json"))
        return try load(name) { try CLIPText($0, configuration) }
    }

    static func encoders() throws -> TextEncoders {
        TextEncoders(first: try text("text"), second: try text("text_projected"))
    }
}

extension Tensor {
    /// A recorded `[rows, columns]` of ids.
    func idRows() throws -> [[Int]] {
        let ids = try floats().map { Int($0) }, width = extent(1)
        return (0..<extent(0)).map { Array(ids[$0 * width..<($0 + 1) * width]) }
    }

    /// A recorded `[rows, columns]` of numbers.
    func numberRows() throws -> [[Double]] {
        let values = try floats(), width = extent(1)
        return (0..<extent(0)).map { values[$0 * width..<($0 + 1) * width].map(Double.init) }
    }
}
