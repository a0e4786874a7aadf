"""PhotoMaker V2's ID encoder and prompt rules, written anew after the published description (Li et al. 2023).

Checked once against the published code (TencentARC/PhotoMaker 060b4fc with diffusers 0.32.2 and transformers 4.46.3,
float32 on a CPU): same state-dict names; mask, fused embeddings, latents of every step and image agree to 1e-6.
Published sizes are the defaults; tests use smaller ones.
"""

from dataclasses import dataclass

import torch
from PIL import Image
from torch import nn
from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

MEAN = torch.tensor([0.48145466, 0.4578275, 0.40821073])
DEVIATION = torch.tensor([0.26862954, 0.26130258, 0.27577711])


@dataclass
class Sizes:
    token: int = 2048
    face: int = 512
    face_hidden: int = 2048
    depth: int = 4
    heads: int = 16
    tokens: int = 2
    vision_width: int = 1024
    vision_hidden: int = 4096
    vision_layers: int = 24
    vision_heads: int = 16
    image: int = 224
    patch: int = 14


class Attend(nn.Module):
    """Queries from the latents; keys and values from picture and latents together."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_kv = nn.Linear(width, 2 * width, bias=False)
        self.to_out = nn.Linear(width, width, bias=False)

    def forward(self, picture, latents):
        own = self.norm2(latents)
        key, value = self.to_kv(torch.cat([self.norm1(picture), own], 1)).chunk(2, -1)
        query, key, value = (x.unflatten(-1, (self.heads, -1)).transpose(1, 2) for x in (self.to_q(own), key, value))
        weights = torch.softmax(query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5, -1)
        return self.to_out((weights @ value).transpose(1, 2).flatten(2))


class Resampler(nn.Module):
    def __init__(self, s: Sizes):
        super().__init__()
        self.proj_in = nn.Linear(s.vision_width, s.token)
        self.proj_out = nn.Linear(s.token, s.token)
        self.norm_out = nn.LayerNorm(s.token)

        def feed_forward():
            wide = 4 * s.token
            layers = (nn.Linear(s.token, wide, bias=False), nn.GELU(), nn.Linear(wide, s.token, bias=False))
            return nn.Sequential(nn.LayerNorm(s.token), *layers)

        self.layers = nn.ModuleList(
            nn.ModuleList([Attend(s.token, s.heads), feed_forward()]) for _ in range(s.depth)
        )

    def forward(self, latents, picture):
        picture = self.proj_in(picture)
        for attend, feed_forward in self.layers:
            latents = latents + attend(picture, latents)
            latents = latents + feed_forward(latents)
        return self.norm_out(self.proj_out(latents))


class Perceiver(nn.Module):
    def __init__(self, s: Sizes):
        super().__init__()
        self.shape = (s.tokens, s.token)
        wide = nn.Linear(s.face_hidden, s.token * s.tokens)
        self.token_proj = nn.Sequential(nn.Linear(s.face, s.face_hidden), nn.GELU(), wide)
        self.token_norm = nn.LayerNorm(s.token)
        self.perceiver_resampler = Resampler(s)

    def forward(self, faces, picture):
        queries = self.token_norm(self.token_proj(faces).unflatten(-1, self.shape))
        return queries + self.perceiver_resampler(queries, picture)


class FuseMLP(nn.Module):
    def __init__(self, inputs: int, width: int):
        super().__init__()
        self.layernorm = nn.LayerNorm(inputs)
        self.fc1, self.fc2 = nn.Linear(inputs, width), nn.Linear(width, width)

    def forward(self, x):
        return self.fc2(nn.functional.gelu(self.fc1(self.layernorm(x))))


class Fuse(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.mlp1, self.mlp2 = FuseMLP(2 * width, width), FuseMLP(width, width)
        self.layer_norm = nn.LayerNorm(width)

    def forward(self, prompt, mask, tokens):
        """`prompt` [tokens, width] with the rows where `mask` holds replaced."""
        rows = prompt[mask]
        joined = self.mlp1(torch.cat([rows, tokens], -1)) + rows
        result = prompt.clone()
        result[mask] = self.layer_norm(joined + self.mlp2(joined))
        return result


class IDEncoder(CLIPVisionModelWithProjection):
    """Holds the two projections that version 2 does not use, as the published file does."""

    def __init__(self, s: Sizes):
        super().__init__(
            CLIPVisionConfig(
                hidden_size=s.vision_width, intermediate_size=s.vision_hidden, num_hidden_layers=s.vision_layers,
                num_attention_heads=s.vision_heads, image_size=s.image, patch_size=s.patch, projection_dim=768,
            )
        )
        self.fuse_module = Fuse(s.token)
        self.visual_projection_2 = nn.Linear(s.vision_width, 1280, bias=False)
        self.qformer_perceiver = Perceiver(s)

    def tokens(self, pixels, faces):
        """[n, 3, h, w] and [n, face] → [n · tokens, token]"""
        return self.qformer_perceiver(faces, self.vision_model(pixels)[0]).flatten(0, 1)


def pixels_of(picture: Image.Image, side: int) -> torch.Tensor:
    """CLIP's preparation: shortest edge to `side` by Pillow's bicubic, centre square, normalised; [3, side, side]."""
    picture = picture.convert("RGB")
    width, height = picture.size
    short, long = min(width, height), max(width, height)
    scaled = int(side * long / short)
    size = (side, scaled) if width <= height else (scaled, side)
    picture = picture.resize(size, Image.Resampling.BICUBIC)
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    picture = picture.crop((left, top, left + side, top + side))
    values = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8).reshape(side, side, 3)
    values = values.to(torch.float32) * (1 / 255)
    return ((values - MEAN) / DEVIATION).permute(2, 0, 1)


def expand(ids: list[int], trigger: int, copies: int, length: int, padding: int) -> tuple[list[int], list[bool]]:
    """The ids without the trigger, the id before it repeated, cut or padded; and where the copies are."""
    places = [place for place, value in enumerate(ids) if value == trigger]
    if len(places) != 1:
        raise ValueError("the prompt needs exactly one trigger word")
    first = places[0] - 1
    rest = ids[:first] + [ids[first]] * copies + ids[places[0] + 1 :]
    rest = (rest + [padding] * length)[:length]
    return rest, [first <= place < first + copies for place in range(length)]
