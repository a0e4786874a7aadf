/// The names that Stability AI's generative-models code gives the tensors of SDXL, against those of diffusers' and
/// transformers' models. One table for each component, read from top to bottom.
enum LDMNames {
    /// - Parameter layersPerBlock: residual blocks of each resolution on the way inward; one more on the way outward.
    static func unet(layersPerBlock: Int) -> [NameRule] {
        // Inward, `input_blocks.0` is the first convolution and each resolution ends with its halving.
        let row = layersPerBlock + 1
        return [
            NameRule("time_embed.0.…", "time_embedding.linear_1"),
            NameRule("time_embed.2.…", "time_embedding.linear_2"),
            NameRule("label_emb.0.0.…", "add_embedding.linear_1"),
            NameRule("label_emb.0.2.…", "add_embedding.linear_2"),
            NameRule("input_blocks.0.0.…", "conv_in"),
            NameRule("input_blocks.#.0.op.…") { "down_blocks.\(($0[0] - 1) / row).downsamplers.0.conv" },
            NameRule("input_blocks.#.0.…", tail: unetResidual) {
                "down_blocks.\(($0[0] - 1) / row).resnets.\(($0[0] - 1) % row)"
            },
            NameRule("input_blocks.#.1.…") { "down_blocks.\(($0[0] - 1) / row).attentions.\(($0[0] - 1) % row)" },
            NameRule("middle_block.0.…", "mid_block.resnets.0", tail: unetResidual),
            NameRule("middle_block.1.…", "mid_block.attentions.0"),
            NameRule("middle_block.2.…", "mid_block.resnets.1", tail: unetResidual),
            NameRule("output_blocks.#.0.…", tail: unetResidual) {
                "up_blocks.\($0[0] / row).resnets.\($0[0] % row)"
            },
            // The doubling comes after the attention, or in its place where there is none.
            NameRule("output_blocks.#.1.conv.…") { "up_blocks.\($0[0] / row).upsamplers.0.conv" },
            NameRule("output_blocks.#.2.conv.…") { "up_blocks.\($0[0] / row).upsamplers.0.conv" },
            NameRule("output_blocks.#.1.…") { "up_blocks.\($0[0] / row).attentions.\($0[0] % row)" },
            NameRule("out.0.…", "conv_norm_out"),
            NameRule("out.2.…", "conv_out"),
        ]
    }

    private static let unetResidual = [
        NameRule("in_layers.0.…", "norm1"), NameRule("in_layers.2.…", "conv1"),
        NameRule("emb_layers.1.…", "time_emb_proj"),
        NameRule("out_layers.0.…", "norm2"), NameRule("out_layers.3.…", "conv2"),
        NameRule("skip_connection.…", "conv_shortcut"),
    ]

    /// - Parameter levels: resolutions; the decoder's are counted from the other end.
    static func vae(levels: Int) -> [NameRule] {
        var rules = [
            NameRule("quant_conv.…", "quant_conv"), NameRule("post_quant_conv.…", "post_quant_conv"),
            NameRule("encoder.down.#.block.#.…", tail: vaeResidual) {
                "encoder.down_blocks.\($0[0]).resnets.\($0[1])"
            },
            NameRule("encoder.down.#.downsample.conv.…") { "encoder.down_blocks.\($0[0]).downsamplers.0.conv" },
            NameRule("decoder.up.#.block.#.…", tail: vaeResidual) {
                "decoder.up_blocks.\(levels - 1 - $0[0]).resnets.\($0[1])"
            },
            NameRule("decoder.up.#.upsample.conv.…") {
                "decoder.up_blocks.\(levels - 1 - $0[0]).upsamplers.0.conv"
            },
        ]
        for side in ["encoder", "decoder"] {
            rules += [
                NameRule("\(side).conv_in.…", "\(side).conv_in"), NameRule("\(side).conv_out.…", "\(side).conv_out"),
                NameRule("\(side).norm_out.…", "\(side).conv_norm_out"),
                NameRule("\(side).mid.block_1.…", "\(side).mid_block.resnets.0", tail: vaeResidual),
                NameRule("\(side).mid.block_2.…", "\(side).mid_block.resnets.1", tail: vaeResidual),
                NameRule("\(side).mid.attn_1.…", "\(side).mid_block.attentions.0", tail: vaeAttention),
            ]
        }
        return rules
    }

    private static let vaeResidual = [NameRule("nin_shortcut.…", "conv_shortcut"), NameRule("…", "")]

    /// The projections are 1×1 convolutions there and matrices here.
    private static let vaeAttention = [
        NameRule("norm.…", "group_norm"),
        NameRule("q.…", "to_q", change: .squeezed), NameRule("k.…", "to_k", change: .squeezed),
        NameRule("v.…", "to_v", change: .squeezed), NameRule("proj_out.…", "to_out.0", change: .squeezed),
    ]

    /// The first text encoder has transformers' names already.
    static let firstTextEncoder = [NameRule("…", "")]

    /// The second is OpenCLIP's.
    static let secondTextEncoder = [
        NameRule("token_embedding.weight", "text_model.embeddings.token_embedding.weight"),
        NameRule("positional_embedding", "text_model.embeddings.position_embedding.weight"),
        NameRule("transformer.resblocks.#.…", tail: openCLIPLayer) { "text_model.encoder.layers.\($0[0])" },
        NameRule("ln_final.…", "text_model.final_layer_norm"),
        // A matrix that is multiplied from the right, against a linear layer's weight.
        NameRule("text_projection", "text_projection.weight", change: .transposed),
        NameRule("text_projection.weight", "text_projection.weight"),
    ]

    private static let openCLIPLayer = [
        NameRule("ln_1.…", "layer_norm1"), NameRule("ln_2.…", "layer_norm2"),
        NameRule("attn.in_proj_weight", parts: ["q", "k", "v"].map { "self_attn.\($0)_proj.weight" }),
        NameRule("attn.in_proj_bias", parts: ["q", "k", "v"].map { "self_attn.\($0)_proj.bias" }),
        NameRule("attn.out_proj.…", "self_attn.out_proj"),
        NameRule("mlp.c_fc.…", "mlp.fc1"), NameRule("mlp.c_proj.…", "mlp.fc2"),
    ]
}
