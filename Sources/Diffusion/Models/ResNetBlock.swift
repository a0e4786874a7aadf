import Torch
import TorchNN

/// GroupNorm → SiLU → conv → (+ time) → GroupNorm → SiLU → conv, plus the input
/// (He et al. 2016 in the form of Ho et al. 2020; diffusers `ResnetBlock2D`).
struct ResNetBlock {
    let norm1: GroupNorm
    let conv1: Conv2d
    let timeProjection: Linear?
    let norm2: GroupNorm
    let conv2: Conv2d
    let shortcut: Conv2d?

    init(
        _ path: WeightPath, _ inputs: Int, _ outputs: Int, timeWidth: Int?, groups: Int, epsilon: Double
    ) throws(TorchError) {
        norm1 = try GroupNorm(path / "norm1", inputs, groups: groups, epsilon: epsilon)
        conv1 = try Conv2d(path / "conv1", inputs, outputs, kernel: 3, padding: 1)
        timeProjection = if let timeWidth { try Linear(path / "time_emb_proj", timeWidth, outputs) } else { nil }
        norm2 = try GroupNorm(path / "norm2", outputs, groups: groups, epsilon: epsilon)
        conv2 = try Conv2d(path / "conv2", outputs, outputs, kernel: 3, padding: 1)
        shortcut = inputs == outputs ? nil : try Conv2d(path / "conv_shortcut", inputs, outputs, kernel: 1)
    }

    /// - Parameters:
    ///   - x: `[n, inputs, h, w]`.
    ///   - activatedTime: SiLU of the time embedding, `[n or 1, timeWidth]`.
    func callAsFunction(_ x: Tensor, activatedTime: Tensor? = nil) throws(TorchError) -> Tensor {
        var h = try conv1(norm1.activated(x))
        var shift: Tensor?
        if let timeProjection, let activatedTime { shift = try timeProjection(activatedTime) }
        h = try conv2(norm2.activated(h, shift: shift))
        try h.add(shortcut?(x) ?? x)
        return h
    }
}

/// Halves the extent by a strided 3×3 convolution.
struct Downsample {
    let conv: Conv2d
    /// The autoencoder pads only right and bottom; the UNet pads all sides.
    let padsRightAndBottom: Bool

    init(_ path: WeightPath, _ channels: Int, padsRightAndBottom: Bool) throws(TorchError) {
        conv = try Conv2d(path / "conv", channels, channels, kernel: 3, stride: 2, padding: padsRightAndBottom ? 0 : 1)
        self.padsRightAndBottom = padsRightAndBottom
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try conv(padsRightAndBottom ? x.padded([0, 1, 0, 1]) : x)
    }
}

/// Doubles the extent (or takes a given one, where halving rounded up) by nearest neighbour and a 3×3 convolution.
struct Upsample {
    let conv: Conv2d

    init(_ path: WeightPath, _ channels: Int) throws(TorchError) {
        conv = try Conv2d(path / "conv", channels, channels, kernel: 3, padding: 1)
    }

    func callAsFunction(_ x: Tensor, height: Int? = nil, width: Int? = nil) throws(TorchError) -> Tensor {
        let shape = x.shape
        return try conv(x.upsampledNearest(height: height ?? 2 * shape[2], width: width ?? 2 * shape[3]))
    }
}
