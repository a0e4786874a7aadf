internal import Foundation
package import Torch
internal import TorchNN

/// Sinusoidal embedding of scalars: freq_k = exp(−ln 10000·k/(half − shift)), cosines first when `cosineFirst`
/// (Ho et al., "Denoising diffusion probabilistic models", 2020; diffusers `get_timestep_embedding`).
/// - Returns: float32 `[values.count, width]`.
package func sinusoidalEmbedding(
    _ values: [Double], width: Int, cosineFirst: Bool = true, frequencyShift: Double = 0
) throws(TorchError) -> Tensor {
    let half = width / 2
    var result = [Float](repeating: 0, count: values.count * width)
    for (row, value) in values.enumerated() {
        for k in 0..<half {
            // −ln 10000; the reference computes in float32; doing the same keeps the argument's rounding.
            let exponent = -9.210_340_4 * Float(k) / Float(Double(half) - frequencyShift)
            let angle = Float(value) * expf(exponent)
            result[row * width + k] = cosineFirst ? cosf(angle) : sinf(angle)
            result[row * width + half + k] = cosineFirst ? sinf(angle) : cosf(angle)
        }
    }
    return try .from(result, shape: [values.count, width])
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
