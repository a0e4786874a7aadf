package import Foundation

/// The architecture of a text-and-size conditioned UNet, read from `unet/config.json`.
package struct UNetConfiguration: Sendable {
    package struct Block: Sendable {
        package let channels: Int
        /// Transformer blocks after each residual block; 0 where the block has no attention.
        package let transformerLayers: Int
        package let heads: Int
    }

    package let inputChannels: Int
    package let outputChannels: Int
    /// From the outermost (largest) resolution inward.
    package let blocks: [Block]
    package let layersPerBlock: Int
    package let contextWidth: Int
    package let additionTimeWidth: Int
    package let projectionInputWidth: Int
    package let groups: Int
    package let epsilon: Double
    package let cosineFirst: Bool
    package let frequencyShift: Double
    package let midTransformerLayers: Int
    /// Extent of the latents that the model was trained on.
    package let sampleSize: Int

    package var timeWidth: Int { blocks[0].channels * 4 }

    /// Width of the pooled text vector: what the added projection takes beside the six embedded sizes.
    package var pooledWidth: Int { projectionInputWidth - 6 * additionTimeWidth }

    package static func read(_ url: URL) throws(ModelError) -> UNetConfiguration {
        let file = try readConfiguration(File.self, at: url)
        return try UNetConfiguration(file)
    }
}

extension UNetConfiguration {
    /// The published field names.
    private struct File: Decodable {
        var in_channels: Int
        var out_channels: Int
        var block_out_channels: [Int]
        var down_block_types: [String]
        var up_block_types: [String]
        var mid_block_type: String?
        var layers_per_block: PerBlock
        var transformer_layers_per_block: PerBlock?
        var attention_head_dim: PerBlock?
        var num_attention_heads: PerBlock?
        var cross_attention_dim: PerBlock
        var addition_embed_type: String?
        var addition_time_embed_dim: Int?
        var projection_class_embeddings_input_dim: Int?
        var norm_num_groups: Int?
        var norm_eps: Double?
        var flip_sin_to_cos: Bool?
        var freq_shift: Double?
        var sample_size: Int?
        var act_fn: String?
        var class_embed_type: String?
        var time_cond_proj_dim: Int?
        var resnet_time_scale_shift: String?
        var time_embedding_type: String?
        var dual_cross_attention: Bool?
        var conv_in_kernel: Int?
        var conv_out_kernel: Int?
        var center_input_sample: Bool?
        var mid_block_scale_factor: Double?
        var downsample_padding: Int?
        var resnet_out_scale_factor: Double?
        var time_embedding_act_fn: String?
        var attention_type: String?
        var encoder_hid_dim_type: String?
        var resnet_skip_time_act: Bool?
        var timestep_post_act: String?
        var mid_block_only_cross_attention: Bool?
    }

    private init(_ file: File) throws(ModelError) {
        func refuse(_ reason: String) -> ModelError { .unsupported(file: "unet/config.json", reason: reason) }
        let count = file.block_out_channels.count
        guard (1...8).contains(count), file.block_out_channels.allSatisfy({ (1...16_384).contains($0) }) else {
            throw refuse("`block_out_channels` \(file.block_out_channels)")
        }
        guard file.addition_embed_type == "text_time", let additionTime = file.addition_time_embed_dim,
            let projection = file.projection_class_embeddings_input_dim
        else { throw refuse("only `text_time` conditioning, as SDXL has it, is known") }
        // Bounded before anything is computed with it: the product could overflow.
        guard (1...16_384).contains(additionTime), (1...1_048_576).contains(projection), projection > 6 * additionTime
        else {
            throw refuse(
                "`addition_time_embed_dim` \(additionTime) with `projection_class_embeddings_input_dim` \(projection)")
        }
        let sampleSide = file.sample_size ?? 128
        guard (1...16_384).contains(sampleSide) else { throw refuse("`sample_size` \(sampleSide)") }
        guard (1...1_024).contains(file.in_channels), (1...1_024).contains(file.out_channels) else {
            throw refuse("`in_channels` \(file.in_channels) and `out_channels` \(file.out_channels)")
        }
        guard file.act_fn ?? "silu" == "silu", file.class_embed_type == nil, file.time_cond_proj_dim == nil,
            file.resnet_time_scale_shift ?? "default" == "default",
            file.time_embedding_type ?? "positional" == "positional",
            !(file.dual_cross_attention ?? false), file.conv_in_kernel ?? 3 == 3, file.conv_out_kernel ?? 3 == 3,
            file.mid_block_type ?? "UNetMidBlock2DCrossAttn" == "UNetMidBlock2DCrossAttn",
            // These change the result but no weight's shape, so that no other check notices them.
            !(file.center_input_sample ?? false), file.mid_block_scale_factor ?? 1 == 1,
            file.downsample_padding ?? 1 == 1, file.resnet_out_scale_factor ?? 1 == 1,
            file.time_embedding_act_fn == nil, file.attention_type ?? "default" == "default",
            file.encoder_hid_dim_type == nil, !(file.resnet_skip_time_act ?? false), file.timestep_post_act == nil,
            !(file.mid_block_only_cross_attention ?? false)
        else { throw refuse("a UNet variant other than SDXL's") }
        let attends = file.down_block_types.map { $0 == "CrossAttnDownBlock2D" }
        guard file.down_block_types.count == count, file.up_block_types.count == count,
            zip(file.down_block_types, attends).allSatisfy({ $1 || $0 == "DownBlock2D" }),
            file.up_block_types.reversed().map({ $0 == "CrossAttnUpBlock2D" }) == attends
        else { throw refuse("blocks \(file.down_block_types) and \(file.up_block_types)") }
        guard let layers = file.layers_per_block.values.first, (1...8).contains(layers),
            file.layers_per_block.values.allSatisfy({ $0 == layers }),
            let transformers = (file.transformer_layers_per_block ?? PerBlock([1])).expanded(count),
            // The published files call the number of heads `attention_head_dim`.
            let heads = (file.num_attention_heads ?? file.attention_head_dim ?? PerBlock([8])).expanded(count),
            let context = file.cross_attention_dim.values.first, (1...65_536).contains(context),
            transformers.allSatisfy({ (0...64).contains($0) })
        else { throw refuse("its layer counts") }
        let variance = file.norm_eps ?? 1e-5, shift = file.freq_shift ?? 0
        guard variance > 0, variance < 1, shift.isFinite, shift < Double(file.block_out_channels[0] / 2) else {
            throw refuse("`norm_eps` \(variance) and `freq_shift` \(shift)")
        }
        let groups = file.norm_num_groups ?? 32
        guard groups > 0, file.block_out_channels.allSatisfy({ $0 % groups == 0 }),
            zip(file.block_out_channels, heads).allSatisfy({ $1 > 0 && $0 % $1 == 0 })
        else { throw refuse("channels that its groups or heads do not divide") }

        inputChannels = file.in_channels
        outputChannels = file.out_channels
        blocks = (0..<count).map {
            Block(
                channels: file.block_out_channels[$0], transformerLayers: attends[$0] ? transformers[$0] : 0,
                heads: heads[$0])
        }
        midTransformerLayers = transformers[count - 1]
        layersPerBlock = layers
        contextWidth = context
        additionTimeWidth = additionTime
        projectionInputWidth = projection
        self.groups = groups
        epsilon = variance
        cosineFirst = file.flip_sin_to_cos ?? true
        frequencyShift = shift
        sampleSize = sampleSide
    }
}
