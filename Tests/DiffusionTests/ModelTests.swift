import Testing
import Torch
import TorchTestSupport

@testable import Diffusion

@Suite("Models against diffusers and transformers")
struct ModelTests {
    @Test("UNet: even, odd and wide latents, whole and fractional timesteps", arguments: ["unet", "unet_shallow"])
    func unet(name: String) throws {
        let fixture = try Fixture(name)
        let unet = try TinyModels.unet(name)
        let conditioning = try unet.prepare(
            context: fixture.tensor("\(name).context"), pooled: fixture.tensor("\(name).pooled"),
            timeIds: fixture.tensor("\(name).time_ids").numberRows())
        for index in 0..<3 {
            let timestep = try Double(#require(fixture.tensor("\(name).\(index).timestep").floats().first))
            let result = try unet(fixture.tensor("\(name).\(index).input"), timestep: timestep, conditioning)
            try expectClose(result, fixture.tensor("\(name).\(index).output"), named: "\(name).\(index)")
        }
    }

    @Test("autoencoder: mode and sample of the encoding, decoding")
    func vae() throws {
        let fixture = try Fixture("vae")
        let vae = try TinyModels.vae()
        #expect(vae.configuration.scale == 8)
        let pixels = try fixture.tensor("vae.pixels")
        try expectClose(vae.encode(pixels), fixture.tensor("vae.mode"), named: "vae.mode")
        try expectClose(
            vae.encode(pixels, noise: fixture.tensor("vae.noise")), fixture.tensor("vae.sample"), named: "vae.sample")
        try expectClose(vae.decode(fixture.tensor("vae.latents")), fixture.tensor("vae.decoded"), named: "vae.decoded")
    }

    /// Prompts: an ordinary one, one padded with its end mark, one without an end mark, one with a larger id after it.
    @Test(
        "text encoders: both activations, with and without projection, either rule for the end mark",
        arguments: ["text", "text_projected", "text_projected_modern"])
    func text(name: String) throws {
        let fixture = try Fixture(name)
        let result = try TinyModels.text(name)(fixture.tensor("\(name).ids").idRows())
        try expectClose(result.penultimate, fixture.tensor("\(name).penultimate"), named: "\(name).penultimate")
        guard let pooled = result.pooled else {
            #expect(name == "text", "an encoder with a projection pools")
            return
        }
        try expectClose(pooled, fixture.tensor("\(name).pooled"), named: "\(name).pooled")
    }

    @Test("ids outside the vocabulary are refused")
    func unknownIds() throws {
        let encoder = try TinyModels.text("text")
        for id in [-1, 100] {
            #expect(throws: TorchError.self) { try encoder([[id] + [Int](repeating: 0, count: 15)]) }
        }
    }

    @Test("a prompt's rows do not depend on what it is encoded with")
    func rowsAreIndependent() throws {
        let encoder = try TinyModels.text("text_projected")
        let ids = try Fixture("text_projected").tensor("text_projected.ids").idRows()
        let together = try encoder(ids)
        for (row, prompt) in ids.enumerated() {
            let alone = try encoder([prompt])
            try expectClose(alone.penultimate, together.penultimate.narrowed(0, row..<row + 1), named: "prompt \(row)")
            try expectClose(
                #require(alone.pooled), #require(together.pooled).narrowed(0, row..<row + 1), named: "pooled \(row)")
        }
    }
}
