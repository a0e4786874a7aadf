"""CLIP's transformer layers with the published tensor names: both text encoders and the vision encoder."""

import torch
import torch.nn.functional as F
from torch import nn


def quick_gelu(x: torch.Tensor) -> torch.Tensor:
    return x * torch.sigmoid(1.702 * x)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj = nn.Linear(width, width), nn.Linear(width, width)
        self.v_proj, self.out_proj = nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, x: torch.Tensor, causal: bool) -> torch.Tensor:
        q, k, v = (p(x).unflatten(-1, (self.heads, -1)).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))
        return self.out_proj(F.scaled_dot_product_attention(q, k, v, is_causal=causal).transpose(1, 2).flatten(2))


class MLP(nn.Module):
    def __init__(self, width: int, activation):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.activation = activation

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc2(self.activation(self.fc1(x)))


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, activation):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mlp = MLP(width, activation)

    def forward(self, x: torch.Tensor, causal: bool) -> torch.Tensor:
        x = x + self.self_attn(self.layer_norm1(x), causal)
        return x + self.mlp(self.layer_norm2(x))


class Encoder(nn.Module):
    def __init__(self, layers: int, width: int, heads: int, activation):
        super().__init__()
        self.layers = nn.ModuleList(Layer(width, heads, activation) for _ in range(layers))


class TextEmbeddings(nn.Module):
    def __init__(self, vocabulary: int, width: int, length: int):
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, width)
        self.position_embedding = nn.Embedding(length, width)
        nn.init.normal_(self.position_embedding.weight, std=0.02)


class TextModel(nn.Module):
    def __init__(self, vocabulary: int, width: int, layers: int, heads: int, activation):
        super().__init__()
        self.embeddings = TextEmbeddings(vocabulary, width, 77)
        self.encoder = Encoder(layers, width, heads, activation)
        self.final_layer_norm = nn.LayerNorm(width)


class TextEncoder(nn.Module):
    """ids [n, 77] → (hidden state before the last layer [n, 77, width], pooled [n, width] or None)."""

    def __init__(self, vocabulary: int, width: int, layers: int, heads: int, activation, projection: bool):
        super().__init__()
        self.text_model = TextModel(vocabulary, width, layers, heads, activation)
        if projection:
            self.text_projection = nn.Linear(width, width, bias=False)
        self.projection = projection

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        model = self.text_model
        positions = model.embeddings.position_embedding.weight[: ids.shape[1]]
        x = model.embeddings.token_embedding(ids) + positions
        *first, last = model.encoder.layers
        for layer in first:
            x = layer(x, causal=True)
        if not self.projection:
            return x, None
        end = ids.argmax(-1)
        state = model.final_layer_norm(last(x, causal=True))[torch.arange(len(ids), device=ids.device), end]
        return x, self.text_projection(state)


class VisionEmbeddings(nn.Module):
    def __init__(self, width: int, image: int, patch: int):
        super().__init__()
        self.class_embedding = nn.Parameter(0.02 * torch.randn(width))
        self.patch_embedding = nn.Conv2d(3, width, patch, patch, bias=False)
        self.position_embedding = nn.Embedding((image // patch) ** 2 + 1, width)
        # As large as the patches' own rows: with a small deviation the encoder does not see where a patch is.
        nn.init.normal_(self.position_embedding.weight, std=0.5)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        patches = self.patch_embedding(pixels).flatten(2).transpose(1, 2)
        first = self.class_embedding.expand(len(pixels), 1, -1)
        return torch.cat([first, patches], 1) + self.position_embedding.weight


class VisionModel(nn.Module):
    """Pixels [n, 3, s, s] → last layer's output with the class token kept, without `post_layernorm`."""

    def __init__(self, width: int, layers: int, heads: int, image: int, patch: int):
        super().__init__()
        self.embeddings = VisionEmbeddings(width, image, patch)
        self.pre_layrnorm, self.post_layernorm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.encoder = Encoder(layers, width, heads, quick_gelu)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = self.pre_layrnorm(self.embeddings(pixels))
        for layer in self.encoder.layers:
            x = layer(x, causal=False)
        return x
