import Testing
import Torch
import TorchNN
import TorchTestSupport

@testable import Diffusion

@Suite("Decoding under a memory limit and after an overflow")
struct DecodingTests {
    @Test("squares cover an axis, and their ramps never vanish together")
    func squares() {
        let tiling = VAETiling(side: 8, overlap: 3)
        #expect(tiling.starts(8) == [0])
        #expect(tiling.starts(9) == [0, 1])
        #expect(tiling.starts(20) == [0, 5, 10, 12])
        for extent in 8...40 {
            var covered = [Bool](repeating: false, count: extent)
            for start in tiling.starts(extent) { for place in start..<start + 8 { covered[place] = true } }
            #expect(covered.allSatisfy { $0 }, "\(extent)")
        }
        #expect(VAETiling.ramp(4, before: 0, after: 0) == [1, 1, 1, 1])
        #expect(VAETiling.ramp(4, before: 2, after: 2) == [0.25, 0.75, 0.75, 0.25])
        #expect(VAETiling.ramp(9, before: 9, after: 9).allSatisfy { $0 > 0 })
    }

    /// Group norms see a square instead of the picture, so the results are near and not equal; what is tested is that
    /// nothing is shifted, lost or counted twice.
    @Test("a picture decoded in squares is near the one decoded whole")
    func tiled() throws {
        let vae = try TinyModels.vae(), scale = vae.configuration.scale
        let latents = try Tensor.normal([1, vae.configuration.latentChannels, 24, 20], seed: 5)
        let whole = try vae.decode(latents)
        let tiled = try vae.decode(latents, tiling: VAETiling(side: 16, overlap: 8))
        #expect(tiled.shape == [1, 3, 24 * scale, 20 * scale])
        try expectClose(tiled, whole, named: "tiled", within: 0.35)
        // Where everything fits into one square it is the same computation.
        try expectSame(vae.decode(latents, tiling: VAETiling(side: 24, overlap: 8)), whole, named: "one square")
    }

    @Test("joining keeps a constant picture constant")
    func constant() throws {
        let vae = try TinyModels.vae()
        let latents = try Tensor.full([1, vae.configuration.latentChannels, 24, 24], 0.5)
        let tiled = try vae.decode(latents, tiling: VAETiling(side: 16, overlap: 8))
        let middle = vae.configuration.scale * 12
        let whole = try vae.decode(latents)
        let a = try tiled.selected(0, 0).selected(0, 0).selected(0, middle).floats()
        let b = try whole.selected(0, 0).selected(0, 0).selected(0, middle).floats()
        #expect(abs(a[middle] - b[middle]) < 0.1)
    }

    @Test("the limit decides between whole and squares")
    func limit() throws {
        let vae = try TinyModels.vae()
        let latents = try Tensor.normal([1, vae.configuration.latentChannels, 24, 24], seed: 6)
        let tiling = VAETiling(side: 16, overlap: 8)
        func never() throws -> VAE { throw TorchError.failed("float32 was not asked for") }
        let free = try VAEDecoding(tiling: tiling).pixels(of: latents, by: vae, inFloat32: never)
        try expectSame(free, vae.decode(latents), named: "no limit")
        let need = vae.decodingBytes(height: 24, width: 24)
        let fits = try VAEDecoding(memoryLimit: need, tiling: tiling).pixels(of: latents, by: vae, inFloat32: never)
        try expectSame(fits, free, named: "at the limit")
        let tight = try VAEDecoding(memoryLimit: need - 1, tiling: tiling)
            .pixels(of: latents, by: vae, inFloat32: never)
        try expectSame(tight, vae.decode(latents, tiling: tiling), named: "below the limit")
    }

    /// An autoencoder whose first features are beyond float16's 65504 and whose next norm makes them small again.
    private func overflowing(_ kind: ScalarKind) throws -> VAE {
        let archive = try MemoryArchive(Fixture("vae"), under: "vae.weights.") { tensors in
            let name = "decoder.conv_in.weight"
            guard let weight = tensors[name] else { throw TorchError.failed("the fixture has no \(name)") }
            tensors[name] = try weight.to(kind: .float32) * 60_000
        }
        let loader = WeightLoader(archive, source: "vae", kind: kind, device: .cpu)
        return try VAE(loader.root, TinyModels.vae().configuration)
    }

    @Test("an overflow in half precision is encoded again in float32, and latents beyond float32 are an error")
    func encodingOverflow() throws {
        func vae(_ kind: ScalarKind, factor: Double) throws -> VAE {
            let archive = try MemoryArchive(Fixture("vae"), under: "vae.weights.") { tensors in
                let name = "encoder.conv_in.weight"
                guard let weight = tensors[name] else { throw TorchError.failed("the fixture has no \(name)") }
                tensors[name] = try weight.to(kind: .float32) * factor
            }
            return try VAE(
                WeightLoader(archive, source: "vae", kind: kind, device: .cpu).root, TinyModels.vae().configuration)
        }
        let half = try vae(.float16, factor: 200_000), whole = try vae(.float32, factor: 200_000)
        let pixels = try Tensor.normal([1, 3, 8 * half.configuration.scale, 8 * half.configuration.scale], seed: 9)
        #expect(try !half.encode(pixels).isFinite())
        var loads = 0
        let latents = try VAEEncoding.latents(of: pixels, by: half) {
            loads += 1
            return whole
        }
        #expect(loads == 1)
        try expectSame(latents, whole.encode(pixels), named: "encoded again")
        let hopeless = try vae(.float32, factor: .infinity)
        #expect(throws: NotFinite.self) { _ = try VAEEncoding.latents(of: pixels, by: hopeless) { hopeless } }
    }

    @Test("an overflow in half precision is decoded again in float32, once")
    func overflow() throws {
        let half = try overflowing(.float16), full = try overflowing(.float32)
        let latents = try Tensor.normal([1, half.configuration.latentChannels, 8, 8], seed: 7) * 40
        #expect(try !half.decode(latents).isFinite(), "the case must overflow to show anything")
        var reloads = 0
        let pixels = try VAEDecoding().pixels(of: latents, by: half) {
            reloads += 1
            return full
        }
        #expect(reloads == 1)
        try expectSame(pixels, full.decode(latents), named: "retry")
        let broken = try latents * .infinity
        #expect(throws: NotFinite.self) { try VAEDecoding().pixels(of: broken, by: half) { full } }
        #expect(throws: NotFinite.self) { try VAEDecoding().pixels(of: broken, by: full) { full } }
    }
}
