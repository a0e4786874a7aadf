/// The published configuration of SDXL's base models, which single-file checkpoints leave out: what each file of a
/// diffusers folder says (stabilityai/stable-diffusion-xl-base-1.0).
package struct SDXLBaseConfiguration: Sendable {
    /// Whether the denoiser predicts velocity instead of noise.
    package var predictsVelocity = false
    /// Whether the noise schedule ends in pure noise (zero terminal SNR).
    package var hasZeroTerminalSNR = false

    package init(predictsVelocity: Bool = false, hasZeroTerminalSNR: Bool = false) {
        self.predictsVelocity = predictsVelocity
        self.hasZeroTerminalSNR = hasZeroTerminalSNR
    }

    /// JSON texts by their path in the model's folder.
    package var files: [String: String] {
        [
            "model_index.json": Self.index, "unet/config.json": Self.unet, "vae/config.json": Self.vae,
            "text_encoder/config.json": Self.textEncoder, "text_encoder_2/config.json": Self.secondTextEncoder,
            "tokenizer/tokenizer_config.json": Self.tokenizer(padding: "<|endoftext|>", added: ""),
            "tokenizer_2/tokenizer_config.json": Self.tokenizer(
                padding: "!", added: #""0": {"content": "!", "normalized": false, "special": true},"#),
            "scheduler/scheduler_config.json": scheduler,
        ]
    }

    private static let index = """
        {
          "_class_name": "StableDiffusionXLPipeline",
          "force_zeros_for_empty_prompt": true,
          "scheduler": ["diffusers", "EulerDiscreteScheduler"],
          "text_encoder": ["transformers", "CLIPTextModel"],
          "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
          "tokenizer": ["transformers", "CLIPTokenizer"],
          "tokenizer_2": ["transformers", "CLIPTokenizer"],
          "unet": ["diffusers", "UNet2DConditionModel"],
          "vae": ["diffusers", "AutoencoderKL"]
        }

        """

    private static let unet = """
        {
          "_class_name": "UNet2DConditionModel",
          "act_fn": "silu",
          "addition_embed_type": "text_time",
          "addition_time_embed_dim": 256,
          "attention_head_dim": [5, 10, 20],
          "block_out_channels": [320, 640, 1280],
          "cross_attention_dim": 2048,
          "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
          "flip_sin_to_cos": true,
          "freq_shift": 0,
          "in_channels": 4,
          "layers_per_block": 2,
          "mid_block_type": "UNetMidBlock2DCrossAttn",
          "norm_eps": 1e-05,
          "norm_num_groups": 32,
          "out_channels": 4,
          "projection_class_embeddings_input_dim": 2816,
          "sample_size": 128,
          "transformer_layers_per_block": [1, 2, 10],
          "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
          "use_linear_projection": true
        }

        """

    private static let vae = """
        {
          "_class_name": "AutoencoderKL",
          "act_fn": "silu",
          "block_out_channels": [128, 256, 512, 512],
          "force_upcast": true,
          "in_channels": 3,
          "latent_channels": 4,
          "layers_per_block": 2,
          "norm_num_groups": 32,
          "out_channels": 3,
          "sample_size": 1024,
          "scaling_factor": 0.13025
        }

        """

    private static let textEncoder = """
        {
          "architectures": ["CLIPTextModel"],
          "hidden_act": "quick_gelu",
          "hidden_size": 768,
          "intermediate_size": 3072,
          "layer_norm_eps": 1e-05,
          "max_position_embeddings": 77,
          "num_attention_heads": 12,
          "num_hidden_layers": 12,
          "projection_dim": 768,
          "vocab_size": 49408
        }

        """

    private static let secondTextEncoder = """
        {
          "architectures": ["CLIPTextModelWithProjection"],
          "hidden_act": "gelu",
          "hidden_size": 1280,
          "intermediate_size": 5120,
          "layer_norm_eps": 1e-05,
          "max_position_embeddings": 77,
          "num_attention_heads": 20,
          "num_hidden_layers": 32,
          "projection_dim": 1280,
          "vocab_size": 49408
        }

        """

    private static func tokenizer(padding: String, added: String) -> String {
        """
        {
          "added_tokens_decoder": {
            \(added)
            "49406": {"content": "<|startoftext|>", "normalized": true, "special": true},
            "49407": {"content": "<|endoftext|>", "normalized": true, "special": true}
          },
          "bos_token": "<|startoftext|>",
          "eos_token": "<|endoftext|>",
          "model_max_length": 77,
          "pad_token": "\(padding)",
          "tokenizer_class": "CLIPTokenizer",
          "unk_token": "<|endoftext|>"
        }

        """
    }

    private var scheduler: String {
        """
        {
          "_class_name": "EulerDiscreteScheduler",
          "beta_end": 0.012,
          "beta_schedule": "scaled_linear",
          "beta_start": 0.00085,
          "num_train_timesteps": 1000,
          "prediction_type": "\(predictsVelocity ? "v_prediction" : "epsilon")",
          "rescale_betas_zero_snr": \(hasZeroTerminalSNR),
          "steps_offset": 1,
          "timestep_spacing": "leading"
        }

        """
    }
}
