package import Torch

/// A prompt as both text encoders see it.
package struct TextConditioning {
    /// `[1, tokens, contextWidth]`: the two encoders' penultimate states side by side.
    package let context: Tensor
    /// `[1, pooledWidth]`
    package let pooled: Tensor

    package init(context: Tensor, pooled: Tensor) {
        self.context = context
        self.pooled = pooled
    }

    /// Zeros, on which SDXL's base was trained for "no prompt"; an empty string is encoded like any other text.
    package func zeroed() throws(TorchError) -> TextConditioning {
        TextConditioning(context: try context * 0, pooled: try pooled * 0)
    }
}

/// SDXL's two text encoders.
package struct TextEncoders {
    package let first: CLIPText
    package let second: CLIPText

    /// Encodes one prompt, tokenized by each encoder's own tokenizer and padded to its positions.
    package func encode(_ firstIds: [Int], _ secondIds: [Int]) throws(TorchError) -> TextConditioning {
        let one = try first([firstIds])
        let two = try second([secondIds])
        guard let pooled = two.pooled else { throw .failed("the second text encoder has no projection") }
        return TextConditioning(
            context: try .concatenate([one.penultimate, two.penultimate], axis: 2), pooled: pooled)
    }
}
