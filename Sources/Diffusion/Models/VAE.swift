package import Torch
package import TorchNN

/// The autoencoder between pixels and latents (Rombach et al. 2022; diffusers `AutoencoderKL`).
package final class VAE {
    package let configuration: VAEConfiguration
    let encoder: VAEEncoder
    let decoder: VAEDecoder
    let quantConv: Conv2d?
    let postQuantConv: Conv2d?
    package let kind: ScalarKind
    package let device: Device
    /// Bytes of the weights.
    package let byteCount: Int

    package init(_ path: WeightPath, _ configuration: VAEConfiguration) throws(TorchError) {
        let c = configuration
        self.configuration = c
        kind = path.loader.kind
        device = path.loader.device
        encoder = try VAEEncoder(path / "encoder", c)
        decoder = try VAEDecoder(path / "decoder", c)
        let moments = 2 * c.latentChannels
        quantConv = c.hasQuantConv ? try Conv2d(path / "quant_conv", moments, moments, kernel: 1) : nil
        postQuantConv =
            c.hasPostQuantConv
            ? try Conv2d(path / "post_quant_conv", c.latentChannels, c.latentChannels, kernel: 1) : nil
        byteCount = path.loader.byteCount
    }

    /// Encodes pixels to scaled latents.
    /// - Parameters:
    ///   - pixels: `[n, 3, height, width]` in −1…1; extents are multiples of the scale.
    ///   - noise: standard normal `[n, latentChannels, h, w]` to sample the posterior, or nil for its mode.
    /// - Returns: float32 `[n, latentChannels, h, w]`.
    package func encode(_ pixels: Tensor, noise: Tensor? = nil) throws(TorchError) -> Tensor {
        var moments = try encoder(pixels.to(kind: kind, device: device).channelsLast())
        if let quantConv { moments = try quantConv(moments) }
        let parts = try moments.to(kind: .float32).split(2, axis: 1)
        var latents = parts[0]
        if let noise {
            let deviation = try (parts[1].clamped(-30...20) * 0.5).exp()
            latents = try latents + deviation * noise.to(kind: .float32, device: device)
        }
        return try latents.affine(
            scale: configuration.scalingFactor, shift: -configuration.shiftFactor * configuration.scalingFactor
        ).contiguous()
    }

    /// Decodes scaled latents `[n, latentChannels, h, w]` to float32 pixels `[n, 3, height, width]`, about −1…1.
    package func decode(_ latents: Tensor) throws(TorchError) -> Tensor {
        var h = try latents.to(kind: .float32, device: device)
            .affine(scale: 1 / configuration.scalingFactor, shift: configuration.shiftFactor)
            .to(kind: kind).channelsLast()
        if let postQuantConv { h = try postQuantConv(h) }
        return try decoder(h).to(kind: .float32).contiguous()
    }
}

/// One attention head over all cells, inside the middle block.
struct VAEAttention {
    let norm: GroupNorm
    let toQKV: JoinedLinear
    let toOut: Linear

    init(_ path: WeightPath, _ channels: Int, groups: Int) throws(TorchError) {
        norm = try GroupNorm(path / "group_norm", channels, groups: groups, epsilon: 1e-6)
        toQKV = JoinedLinear([
            try Linear(path / "to_q", channels, channels), try Linear(path / "to_k", channels, channels),
            try Linear(path / "to_v", channels, channels),
        ])
        toOut = try Linear(path / "to_out" / 0, channels, channels)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let s = x.shape
        let cells = try norm(x).permuted([0, 2, 3, 1]).reshaped([s[0], s[2] * s[3], s[1]])
        let parts = try toQKV(cells)
        let attended = try parts[0].splitHeads(1).attention(
            keys: parts[1].splitHeads(1), values: parts[2].splitHeads(1), scale: 1 / Double(s[1]).squareRoot())
        let out = try toOut(attended.joinHeads()).reshaped([s[0], s[2], s[3], s[1]]).permuted([0, 3, 1, 2])
        return try out + x
    }
}

struct VAEMiddle {
    let first: ResNetBlock
    let attention: VAEAttention?
    let second: ResNetBlock

    init(_ path: WeightPath, _ c: VAEConfiguration) throws(TorchError) {
        let channels = c.blockChannels[c.blockChannels.count - 1]
        first = try ResNetBlock(path / "resnets" / 0, channels, channels, c)
        attention = c.hasMiddleAttention ? try VAEAttention(path / "attentions" / 0, channels, groups: c.groups) : nil
        second = try ResNetBlock(path / "resnets" / 1, channels, channels, c)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let h = try first(x)
        return try second(attention?(h) ?? h)
    }
}

struct VAEEncoder {
    let convIn: Conv2d
    let resnets: [[ResNetBlock]]
    let downsamples: [Downsample]
    let middle: VAEMiddle
    let normOut: GroupNorm
    let convOut: Conv2d

    init(_ path: WeightPath, _ c: VAEConfiguration) throws(TorchError) {
        let channels = c.blockChannels
        let inner = channels[channels.count - 1]
        convIn = try Conv2d(path / "conv_in", c.imageChannels, channels[0], kernel: 3, padding: 1)
        var resnets: [[ResNetBlock]] = []
        var downsamples: [Downsample] = []
        for level in channels.indices {
            let block = path / "down_blocks" / level
            var row: [ResNetBlock] = []
            for layer in 0..<c.layersPerBlock {
                let inputs = layer == 0 ? channels[max(level - 1, 0)] : channels[level]
                row.append(try ResNetBlock(block / "resnets" / layer, inputs, channels[level], c))
            }
            resnets.append(row)
            if level < channels.count - 1 {
                downsamples.append(
                    try Downsample(block / "downsamplers" / 0, channels[level], padsRightAndBottom: true))
            }
        }
        self.resnets = resnets
        self.downsamples = downsamples
        middle = try VAEMiddle(path / "mid_block", c)
        normOut = try GroupNorm(path / "conv_norm_out", inner, groups: c.groups, epsilon: 1e-6)
        convOut = try Conv2d(path / "conv_out", inner, 2 * c.latentChannels, kernel: 3, padding: 1)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        var h = try convIn(x)
        for (level, row) in resnets.enumerated() {
            for resnet in row { h = try resnet(h) }
            if level < downsamples.count { h = try downsamples[level](h) }
        }
        return try convOut(normOut.activated(middle(h)))
    }
}

struct VAEDecoder {
    let convIn: Conv2d
    let middle: VAEMiddle
    /// From the innermost level outward.
    let resnets: [[ResNetBlock]]
    let upsamples: [Upsample]
    let normOut: GroupNorm
    let convOut: Conv2d

    init(_ path: WeightPath, _ c: VAEConfiguration) throws(TorchError) {
        let channels = Array(c.blockChannels.reversed())
        convIn = try Conv2d(path / "conv_in", c.latentChannels, channels[0], kernel: 3, padding: 1)
        middle = try VAEMiddle(path / "mid_block", c)
        var resnets: [[ResNetBlock]] = []
        var upsamples: [Upsample] = []
        for level in channels.indices {
            let block = path / "up_blocks" / level
            var row: [ResNetBlock] = []
            for layer in 0...c.layersPerBlock {
                let inputs = layer == 0 ? channels[max(level - 1, 0)] : channels[level]
                row.append(try ResNetBlock(block / "resnets" / layer, inputs, channels[level], c))
            }
            resnets.append(row)
            if level < channels.count - 1 {
                upsamples.append(try Upsample(block / "upsamplers" / 0, channels[level]))
            }
        }
        self.resnets = resnets
        self.upsamples = upsamples
        let outer = channels[channels.count - 1]
        normOut = try GroupNorm(path / "conv_norm_out", outer, groups: c.groups, epsilon: 1e-6)
        convOut = try Conv2d(path / "conv_out", outer, c.imageChannels, kernel: 3, padding: 1)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        var h = try middle(convIn(x))
        for (level, row) in resnets.enumerated() {
            for resnet in row { h = try resnet(h) }
            if level < upsamples.count { h = try upsamples[level](h) }
        }
        return try convOut(normOut.activated(h))
    }
}

extension ResNetBlock {
    fileprivate init(_ path: WeightPath, _ inputs: Int, _ outputs: Int, _ c: VAEConfiguration) throws(TorchError) {
        try self.init(path, inputs, outputs, timeWidth: nil, groups: c.groups, epsilon: 1e-6)
    }
}
