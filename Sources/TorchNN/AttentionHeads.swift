package import Torch

extension Tensor {
    /// `[rows, tokens, heads·width]` → `[rows, heads, tokens, width]`.
    package func splitHeads(_ heads: Int) throws(TorchError) -> Tensor {
        let shape = shape
        return try reshaped([shape[0], shape[1], heads, shape[2] / heads]).permuted([0, 2, 1, 3])
    }

    /// `[rows, heads, tokens, width]` → `[rows, tokens, heads·width]`.
    package func joinHeads() throws(TorchError) -> Tensor {
        let shape = shape
        return try permuted([0, 2, 1, 3]).reshaped([shape[0], shape[2], shape[1] * shape[3]])
    }
}
