import Foundation
import Testing
import Torch
import TorchTestSupport

@testable import Diffusion

/// Half precision beside float32, as a peak signal-to-noise ratio over the range of the float32 result. On the CPU at
/// the fixtures' tiny size; the same on a GPU in `GPUTests`.
@Suite("Half precision")
struct PrecisionTests {
    @Test(
        "UNet and autoencoder in bfloat16 and float16 are at least 35 dB near to float32",
        arguments: [
            ScalarKind.bfloat16, .float16,
        ])
    func parity(_ kind: ScalarKind) throws {
        for (name, ratio) in try Precision.ratios(kind, device: .cpu) {
            #expect(ratio >= 35, "\(name) in \(kind): \(ratio) dB")
        }
    }

    @Test("the same input gives the same bits again, also through packed weights")
    func repetition() throws {
        let unet = try TinyModels.unet(kind: .bfloat16)
        let first = try Precision.noise(unet), second = try Precision.noise(unet)
        try expectSame(first, second, named: "second run")
        try expectSame(Precision.noise(TinyModels.unet(kind: .bfloat16)), first, named: "another instance")
    }
}

enum Precision {
    /// Decibels of each model's result in `kind` against float32 on the CPU.
    static func ratios(_ kind: ScalarKind, device: Device) throws -> [(String, Double)] {
        let noise = try signalToNoise(
            self.noise(TinyModels.unet(kind: kind, device: device)), self.noise(TinyModels.unet()))
        let pixels = try signalToNoise(
            self.pixels(TinyModels.vae(kind: kind, device: device)), self.pixels(TinyModels.vae()))
        return [("UNet", noise), ("autoencoder", pixels)]
    }

    static func noise(_ unet: UNet) throws -> Tensor {
        let c = unet.configuration
        let conditioning = try unet.prepare(
            context: .normal([2, 9, c.contextWidth], seed: 1), pooled: .normal([2, c.pooledWidth], seed: 2),
            timeIds: [[64, 64, 0, 0, 64, 64], [64, 64, 0, 0, 64, 64]])
        return try unet(.normal([2, c.inputChannels, 16, 16], seed: 3), timestep: 400, conditioning)
            .to(kind: .float32, device: .cpu)
    }

    static func pixels(_ vae: VAE) throws -> Tensor {
        try vae.decode(.normal([1, vae.configuration.latentChannels, 8, 8], seed: 4)).to(device: .cpu)
    }

    /// 20·log₁₀(range / root mean square difference).
    static func signalToNoise(_ actual: Tensor, _ expected: Tensor) throws -> Double {
        let a = try actual.floats(), b = try expected.floats()
        let range = Double((b.max() ?? 0) - (b.min() ?? 0))
        let squares = zip(a, b).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
        return 20 * log10(range / (squares / Double(b.count)).squareRoot())
    }
}
