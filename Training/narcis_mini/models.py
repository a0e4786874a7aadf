"""The parts of the model, with diffusers' classes for the UNet and the autoencoder."""

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import nn

from .presets import Preset
from .transformer import TextEncoder, quick_gelu


def autoencoder(preset: Preset) -> AutoencoderKL:
    levels = len(preset.vae_channels)
    return AutoencoderKL(
        block_out_channels=preset.vae_channels,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        latent_channels=preset.latent_channels,
        layers_per_block=1,
        norm_num_groups=8,
        sample_size=preset.size,
        mid_block_add_attention=True,
        force_upcast=False,
        scaling_factor=1.0,
    )


CROSS_ATTENTION_GAINS = {"to_q": 2.5, "to_k": 2.5, "to_v": 1.7, "to_out": 1.7}


def sharpen(model: UNet2DConditionModel) -> UNet2DConditionModel:
    """Cross-attention with gains of one and queries that tell rows apart.

    As linear layers are usually drawn, every place takes nearly the mean of all rows: what a sitter changes in a sixth
    of them is then a fiftieth of the layer's input, and the denoiser does not find it.
    """
    for name, parameter in model.named_parameters():
        if ".attn2." in name and name.endswith(".weight"):
            parameter.data.mul_(CROSS_ATTENTION_GAINS[name.split(".attn2.")[1].split(".")[0]])
    return model


def unet(preset: Preset) -> UNet2DConditionModel:
    model = UNet2DConditionModel(
        sample_size=preset.size // 2 ** (len(preset.vae_channels) - 1),
        in_channels=preset.latent_channels,
        out_channels=preset.latent_channels,
        block_out_channels=preset.unet_channels,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        mid_block_type="UNetMidBlock2DCrossAttn",
        layers_per_block=preset.unet_layers,
        transformer_layers_per_block=preset.unet_transformers,
        attention_head_dim=preset.unet_heads,
        cross_attention_dim=preset.context,
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=preset.time_embedding,
        projection_class_embeddings_input_dim=6 * preset.time_embedding + preset.text_width,
        norm_num_groups=32,
    )
    return sharpen(model)


def text_encoders(preset: Preset, vocabulary: int) -> tuple[TextEncoder, TextEncoder]:
    heads = preset.text_width // 32
    first = TextEncoder(vocabulary, preset.text_width, preset.text_layers, heads, quick_gelu, projection=False)
    second = TextEncoder(vocabulary, preset.text_width, preset.text_layers, heads, F.gelu, projection=True)
    return first, second


class LoRALinear(nn.Linear):
    """A linear layer of the UNet's attention with its low-rank addition, trained together, exported apart."""

    def attach(self, rank: int) -> None:
        self.down = nn.Parameter(torch.randn(rank, self.in_features, device=self.weight.device) / rank)
        self.up = nn.Parameter(torch.zeros(self.out_features, rank, device=self.weight.device))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.weight + self.up @ self.down, self.bias)


def attach_lora(model: UNet2DConditionModel, rank: int) -> None:
    for name, module in model.named_modules():
        part = name.rsplit(".attn", 1)[-1].split(".", 1)[-1] if ".attn" in name else ""
        if part in ("to_q", "to_k", "to_v", "to_out.0"):
            module.__class__ = LoRALinear
            module.attach(rank)


def lora_name(parameter: str) -> str | None:
    """`….attn1.to_out.0.down` → `unet.….attn1.processor.to_out_lora.down.weight`; None for other parameters."""
    path, _, part = parameter.rpartition(".")
    if part not in ("up", "down") or ".attn" not in path:
        return None
    block, _, projection = path.removesuffix(".0").rpartition(".")
    return f"unet.{block}.processor.{projection}_lora.{part}.weight"
