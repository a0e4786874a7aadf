import Diffusion
import Torch

/// What `make bench` times, each as a closure over a loaded model.
enum Runs {
    /// One guided step: both rows through the UNet, then the mix. What a prompt contributes is prepared before, as in
    /// a real run, where it serves every step.
    static func unet(_ folder: SDXLFolder, _ placement: Placement, size: Int) throws -> () throws -> Void {
        let unet = try folder.unet(placement)
        let configuration = unet.configuration
        let latents = try Tensor.normal([2, configuration.inputChannels, size / 8, size / 8], seed: 1)
        let side = Double(size)
        let sizes = [[Double]](repeating: [side, side, 0, 0, side, side], count: 2)
        let conditioning = try unet.prepare(
            context: .normal([2, 77, configuration.contextWidth], seed: 2),
            pooled: .normal([2, configuration.pooledWidth], seed: 3),
            timeIds: sizes)
        return {
            let both = try unet(latents, timestep: 500, conditioning).to(kind: .float32).split(2, axis: 0)
            _ = try both[0].adding(both[1] - both[0], scale: 5)
        }
    }

    static func text(_ folder: SDXLFolder, _ placement: Placement) throws -> () throws -> Void {
        let encoders = try folder.textEncoders(placement)
        let ids = Array(0..<77)
        return { _ = try encoders.encode(ids, ids) }
    }

    static func vae(_ folder: SDXLFolder, _ placement: Placement, size: Int) throws -> () throws -> Void {
        let vae = try folder.vae(placement)
        let latents = try Tensor.normal([1, vae.configuration.latentChannels, size / 8, size / 8], seed: 1)
        return { _ = try vae.decode(latents) }
    }

    /// The two layers that nearly all of a step is made of, alone, with packed weights: what a step cannot beat. The
    /// convolution counts as a direct one, also where Winograd's form is faster.
    static func floor(_ kind: ScalarKind) throws -> [(name: String, operations: Double, run: () throws -> Void)] {
        let x = try Tensor.normal([512, 1280], seed: 1).to(kind: kind)
        let matrix = try Tensor.normal([10_240, 1280], seed: 2).to(kind: kind).packedForLinear(rows: 512)
        let picture = try Tensor.normal([2, 1280, 16, 16], seed: 3).to(kind: kind).channelsLast()
        let kernel = try Tensor.normal([1280, 1280, 3, 3], seed: 4).to(kind: kind)
            .packedForConvolution(stride: 1, padding: 1, input: [2, 1280, 16, 16])
        return [
            ("linear 512×1280→10240", 2 * 512 * 1280 * 10_240, { _ = try x.linear(matrix, bias: nil) }),
            (
                "3×3 convolution 1280@16²", 2 * 512 * 9 * 1280 * 1280,
                { _ = try picture.convolution(kernel, bias: nil, stride: 1, padding: 1) }
            ),
        ]
    }
}
