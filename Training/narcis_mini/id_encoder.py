"""PhotoMaker V2's ID encoder with sizes of its own: vision encoder, perceiver, fuse module, published names."""

import torch
import torch.nn.functional as F
from torch import nn

from .presets import Preset
from .transformer import VisionModel


class PerceiverAttention(nn.Module):
    """Queries from the latents; keys and values from the image's tokens and the latents together."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_kv = nn.Linear(width, 2 * width, bias=False)
        self.to_out = nn.Linear(width, width, bias=False)

    def forward(self, x: torch.Tensor, latents: torch.Tensor) -> torch.Tensor:
        x, latents = self.norm1(x), self.norm2(latents)
        k, v = self.to_kv(torch.cat([x, latents], 1)).chunk(2, -1)
        q, k, v = (t.unflatten(-1, (self.heads, -1)).transpose(1, 2) for t in (self.to_q(latents), k, v))
        return self.to_out(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2))


class Resampler(nn.Module):
    def __init__(self, source: int, width: int, layers: int, heads: int):
        super().__init__()
        self.proj_in, self.proj_out = nn.Linear(source, width), nn.Linear(width, width)
        self.norm_out = nn.LayerNorm(width)
        self.layers = nn.ModuleList(
            nn.ModuleList(
                [
                    PerceiverAttention(width, heads),
                    nn.Sequential(
                        nn.LayerNorm(width),
                        nn.Linear(width, 4 * width, bias=False),
                        nn.GELU(),
                        nn.Linear(4 * width, width, bias=False),
                    ),
                ]
            )
            for _ in range(layers)
        )

    def forward(self, latents: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
        x = self.proj_in(x)
        for attention, feed_forward in self.layers:
            latents = attention(x, latents) + latents
            latents = feed_forward(latents) + latents
        return self.norm_out(self.proj_out(latents))


class Perceiver(nn.Module):
    def __init__(self, preset: Preset):
        super().__init__()
        width = preset.context
        self.tokens = preset.id_tokens
        self.token_proj = nn.Sequential(
            nn.Linear(preset.face_vector, 2 * preset.face_vector),
            nn.GELU(),
            nn.Linear(2 * preset.face_vector, width * preset.id_tokens),
        )
        self.token_norm = nn.LayerNorm(width)
        self.perceiver_resampler = Resampler(
            preset.vision_width, width, preset.perceiver_layers, preset.perceiver_heads
        )

    def forward(self, vectors: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        start = self.token_norm(self.token_proj(vectors).unflatten(-1, (self.tokens, -1)))
        return start + self.perceiver_resampler(start, hidden)


class FuseMLP(nn.Module):
    def __init__(self, source: int, width: int, residual: bool):
        super().__init__()
        self.layernorm = nn.LayerNorm(source)
        self.fc1, self.fc2 = nn.Linear(source, width), nn.Linear(width, width)
        self.residual = residual

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.fc2(F.gelu(self.fc1(self.layernorm(x))))
        return x + y if self.residual else y


class FuseModule(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.mlp1, self.mlp2 = FuseMLP(2 * width, width, False), FuseMLP(width, width, True)
        self.layer_norm = nn.LayerNorm(width)

    def forward(self, prompt: torch.Tensor, identity: torch.Tensor) -> torch.Tensor:
        s = self.mlp1(torch.cat([prompt, identity], -1)) + prompt
        return self.layer_norm(self.mlp2(s))


class IdEncoder(nn.Module):
    def __init__(self, preset: Preset):
        super().__init__()
        self.vision_model = VisionModel(
            preset.vision_width, preset.vision_layers, preset.vision_heads, preset.crop, preset.patch
        )
        self.visual_projection = nn.Linear(preset.vision_width, preset.text_width, bias=False)
        self.visual_projection_2 = nn.Linear(preset.vision_width, preset.text_width, bias=False)
        self.qformer_perceiver = Perceiver(preset)
        self.fuse_module = FuseModule(preset.context)

    def tokens(self, pixels: torch.Tensor, vectors: torch.Tensor) -> torch.Tensor:
        """Photographs [n, 3, s, s] and face vectors [n, 128] → identity tokens [n, tokens, context]."""
        return self.qformer_perceiver(vectors, self.vision_model(pixels))

    def fuse(self, prompt: torch.Tensor, mask: torch.Tensor, identity: torch.Tensor) -> torch.Tensor:
        """Prompt rows [n, 77, c] with the rows under the mask fused with identity [rows under the mask, c]."""
        fused = self.fuse_module(prompt[mask], identity)
        return prompt.masked_scatter(mask[..., None], fused.to(prompt.dtype))
