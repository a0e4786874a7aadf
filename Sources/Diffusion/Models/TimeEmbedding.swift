package import Torch
import TorchNN

/// Sinusoidal embedding of scalars: freq_k = exp(−ln 10000·k/(half − shift)), cosines first when `cosineFirst`
/// (Ho et al., "Denoising diffusion probabilistic models", 2020; diffusers `get_timestep_embedding`).
/// - Parameter width: even.
/// - Returns: float32 `[values.count, width]`.
package func sinusoidalEmbedding(
    _ values: [Double], width: Int, cosineFirst: Bool = true, frequencyShift: Double = 0
) throws(TorchError) -> Tensor {
    let half = width / 2
    // libtorch's own float32 exponential, as in the reference: at t = 999 one unit in the last place of a frequency
    // moves a cosine by 6e-5.
    let exponents = (0..<half).map { -9.210_340_4 * Float($0) / Float(Double(half) - frequencyShift) }
    let frequencies = try Tensor.from(exponents, shape: [1, half]).exp()
    let angles = try Tensor.from(values.map(Float.init), shape: [values.count, 1]) * frequencies
    let parts = try cosineFirst ? [angles.cos(), angles.sin()] : [angles.sin(), angles.cos()]
    return try .concatenate(parts, axis: 1)
}

/// Linear → SiLU → Linear, from a sinusoidal or pooled vector to the width that the residual blocks take.
struct TimestepMLP {
    let first: Linear
    let second: Linear

    init(_ path: WeightPath, _ inputs: Int, _ width: Int) throws(TorchError) {
        first = try Linear(path / "linear_1", inputs, width)
        second = try Linear(path / "linear_2", width, width)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try second(first(x).silu())
    }
}
