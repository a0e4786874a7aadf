"""Everything that is trained together: text encoders, ID encoder, UNet with its identity adaptation."""

import torch
from torch import nn

from .dataset import Batch
from .id_encoder import IdEncoder
from .models import attach_lora, text_encoders, unet
from .presets import Preset


class PortraitModel(nn.Module):
    def __init__(self, preset: Preset, embedding: torch.Tensor):
        super().__init__()
        self.preset = preset
        self.first, self.second = text_encoders(preset, len(embedding))
        for encoder in (self.first, self.second):
            encoder.text_model.embeddings.token_embedding.weight.data.copy_(embedding)
        self.id_encoder = IdEncoder(preset)
        self.unet = unet(preset)
        attach_lora(self.unet, preset.lora_rank)

    def identity(self, pixels: torch.Tensor, vectors: torch.Tensor) -> torch.Tensor:
        """[n, r, 3, s, s] and [n, r, 128] → [n, r·tokens, context]."""
        tokens = self.id_encoder.tokens(pixels.flatten(0, 1), vectors.flatten(0, 1))
        return tokens.unflatten(0, pixels.shape[:2]).flatten(1, 2)

    def context(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Prompt rows [n, 77, context] with the identity fused in, and pooled rows [n, width]."""
        one, _ = self.first(batch.first_ids)
        two, pooled = self.second(batch.second_ids)
        context = torch.cat([one, two], -1)
        wanted = batch.mask.any(1)
        if wanted.any():
            tokens = self.identity(batch.pixels[wanted], batch.vectors[wanted]).flatten(0, 1)
            fused = self.id_encoder.fuse(context[wanted], batch.mask[wanted], tokens)
            context = context.masked_scatter(wanted[:, None, None].expand_as(context), fused.to(context.dtype))
        return context * batch.keep[:, None, None], pooled * batch.keep[:, None]

    def forward(self, noised: torch.Tensor, timesteps: torch.Tensor, batch: Batch) -> torch.Tensor:
        context, pooled = self.context(batch)
        added = {"text_embeds": pooled, "time_ids": batch.sizes}
        return self.unet(noised, timesteps, context, added_cond_kwargs=added).sample
