import Foundation
import Testing
import Torch
import TorchTestSupport

@testable import Diffusion

private let gpuIsWanted = ProcessInfo.processInfo.environment["NARCIS_TEST_GPU"] != nil

/// `make test-gpu`. Skipped without NARCIS_TEST_GPU; with it, a GPU that cannot be used is a failure.
@Suite("GPU", .enabled(if: gpuIsWanted, "set NARCIS_TEST_GPU=1 and LIBTORCH to a libtorch with CUDA"))
struct GPUTests {
    init() throws { try TorchRuntime.require(.cuda) }

    @Test(
        "every number type on the GPU is at least 35 dB near to float32 on the CPU",
        arguments: [
            ScalarKind.float32, .bfloat16, .float16,
        ])
    func parity(_ kind: ScalarKind) throws {
        for (name, ratio) in try Precision.ratios(kind, device: .cuda) {
            print(String(format: "%@ in %@: %.1f dB", name, "\(kind)", ratio))
            #expect(ratio >= 35, "\(name) in \(kind): \(ratio) dB")
        }
    }

    @Test("a step's time is told; it is not judged")
    func time() throws {
        for kind in [ScalarKind.float32, .bfloat16, .float16] {
            let unet = try TinyModels.unet(kind: kind, device: .cuda)
            _ = try Precision.noise(unet)
            try TorchRuntime.synchronize(.cuda)
            let start = ContinuousClock.now
            for _ in 0..<10 { _ = try Precision.noise(unet) }
            try TorchRuntime.synchronize(.cuda)
            print("a tiny UNet's step in \(kind): \((ContinuousClock.now - start) / 10)")
        }
    }

    @Test("a run on the GPU repeats itself bit for bit")
    func repetition() throws {
        let unet = try TinyModels.unet(kind: .bfloat16, device: .cuda)
        try expectSame(Precision.noise(unet), Precision.noise(unet), named: "second run")
    }
}
