package import Torch

/// Decodes latents within a memory limit, in squares where memory turns out too short, and again in float32 when the
/// numbers overflow.
package struct VAEDecoding {
    /// Bytes that the decoder's features may take; nil for no limit.
    package var memoryLimit: Int?
    package var tiling: VAETiling

    package init(memoryLimit: Int? = nil, tiling: VAETiling = VAETiling()) {
        self.memoryLimit = memoryLimit
        self.tiling = tiling
    }

    /// Decodes and looks at the result: in float16, and rarely in bfloat16, an autoencoder's features can overflow.
    /// - Parameter inFloat32: loads the same autoencoder in float32; called only when that happens.
    /// - Throws: what `inFloat32` throws; `NotFinite` when the numbers are not finite in float32 either.
    package func pixels(of latents: Tensor, by vae: VAE, inFloat32: () throws -> VAE) throws -> Tensor {
        let first = try decode(latents, vae)
        if try first.isFinite() { return first }
        if vae.kind != .float32 {
            let second = try decode(latents, try inFloat32())
            if try second.isFinite() { return second }
        }
        throw NotFinite(what: "result")
    }

    private func decode(_ latents: Tensor, _ vae: VAE) throws(TorchError) -> Tensor {
        let need = vae.decodingBytes(height: latents.extent(2), width: latents.extent(3)) * latents.extent(0)
        if need <= memoryLimit ?? .max {
            do { return try vae.decode(latents) } catch { guard case .outOfMemory = error else { throw error } }
            try TorchRuntime.releaseCachedMemory(vae.device)
        }
        return try vae.decode(latents, tiling: tiling)
    }
}

/// Encodes pixels, again in float32 when the numbers overflow: SDXL's own autoencoder does so in float16.
package enum VAEEncoding {
    /// - Parameter inFloat32: loads the same autoencoder in float32; called only when that happens.
    /// - Throws: what `inFloat32` throws; `NotFinite` when the numbers are not finite in float32 either.
    package static func latents(of pixels: Tensor, by vae: VAE, inFloat32: () throws -> VAE) throws -> Tensor {
        let first = try vae.encode(pixels)
        if try first.isFinite() { return first }
        if vae.kind != .float32 {
            let second = try inFloat32().encode(pixels)
            if try second.isFinite() { return second }
        }
        throw NotFinite(what: "latents")
    }
}

extension VAE {
    /// About what the features of a decoding take at most: three tensors of full extent in the widest level that
    /// reaches it (a residual block's input, its normalised form and its result).
    package func decodingBytes(height: Int, width: Int) -> Int {
        let channels = configuration.blockChannels
        let widest = max(channels[0], channels.count > 1 ? channels[1] : 0)
        let pixels = height * width * configuration.scale * configuration.scale
        return 3 * pixels * widest * kind.byteCount
    }
}

/// An autoencoder whose numbers overflow in float32 too: its weights are damaged.
package struct NotFinite: Error, Hashable, Sendable, CustomStringConvertible {
    let what: String

    package var description: String {
        "the model gives no numbers: its autoencoder's \(what) \(what == "latents" ? "are" : "is") not finite, in float32 either"
    }
}
