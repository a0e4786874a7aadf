package import Diffusion
package import Foundation
package import PhotoMaker
package import Tokenizers
package import Torch

/// Both tokenizers and both text encoders of a model: text in, conditioning out.
package struct PromptEncoder {
    package let firstTokenizer: CLIPTokenizer
    package let secondTokenizer: CLIPTokenizer
    let encoders: TextEncoders

    /// - Parameter folder: a diffusers folder with `tokenizer` and `tokenizer_2`.
    package init(folder: URL, encoders: TextEncoders) throws(TokenizerError) {
        firstTokenizer = try CLIPTokenizer(folder: folder.appending(path: "tokenizer"))
        secondTokenizer = try CLIPTokenizer(folder: folder.appending(path: "tokenizer_2"))
        self.encoders = encoders
        for (name, tokenizer, encoder) in [
            ("tokenizer", firstTokenizer, encoders.first), ("tokenizer_2", secondTokenizer, encoders.second),
        ] where tokenizer.maximumLength != encoder.configuration.positions {
            throw .otherLength(
                folder: name, tokens: tokenizer.maximumLength, encoder: encoder.configuration.positions)
        }
    }

    /// Bytes of the encoders' weights.
    package var byteCount: Int { encoders.first.byteCount + encoders.second.byteCount }

    /// A plain prompt, cut at the tokenizers' length.
    package func encode(_ text: String) throws -> TextConditioning {
        try encoders.encode(firstTokenizer.encode(text).ids, secondTokenizer.encode(text).ids)
    }

    /// A prompt with a trigger word.
    package func encode(_ prompt: String, trigger: TriggerWord, photographs: Int) throws -> IdentityPrompt {
        let first = try trigger.expand(prompt, photographs: photographs, tokenizer: firstTokenizer)
        let second = try trigger.expand(prompt, photographs: photographs, tokenizer: secondTokenizer)
        return IdentityPrompt(
            // The second tokenizer's, as published: the two may differ where one reads a sign as a token of its own.
            mask: second.mask,
            positions: Array(second.photographPositions),
            withClassTokens: try encoders.encode(first.ids, second.ids),
            textOnly: try encode(trigger.decodedTextOnlyPrompt(prompt, tokenizer: firstTokenizer)))
    }

    /// A negative prompt's rows; the model's null prompt where there is none.
    package func negative(
        _ words: String?, zeroing positive: @autoclosure () throws -> TextConditioning, of folder: SDXLFolder
    ) throws -> TextConditioning {
        if let words { return try encode(words) }
        return try folder.zeroesNullPrompt() ? positive().zeroed() : encode("")
    }
}

/// A prompt before the photographs' tokens are fused into it.
package struct IdentityPrompt {
    /// One value per token of the second tokenizer: whether a photograph's token goes there.
    package let mask: [Bool]
    package let positions: [Int]
    /// The class token repeated once for each of the photographs' tokens.
    package let withClassTokens: TextConditioning
    /// The words alone, without the trigger: what the steps before the merge see.
    package let textOnly: TextConditioning

    /// The conditioning of the steps after the merge.
    /// - Parameter tokens: `[positions, tokenWidth]` of ``IDEncoder/tokens(pixels:faceVectors:)``.
    package func fused(with tokens: Tensor, by encoder: IDEncoder) throws(TorchError) -> TextConditioning {
        TextConditioning(
            context: try encoder.fused(
                prompt: withClassTokens.context, positions: positions,
                tokens: tokens.narrowed(0, 0..<positions.count)),
            pooled: withClassTokens.pooled)
    }
}
