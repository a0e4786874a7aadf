"""A small network that tells from a painting's latents whose face it is: the judge of likeness while training."""

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    """Two 3×3 convolutions beside a shortcut; the first one halves the extent with `stride` 2."""

    def __init__(self, source: int, width: int, stride: int):
        super().__init__()
        self.norm1, self.norm2 = nn.GroupNorm(8, source), nn.GroupNorm(8, width)
        self.conv1, self.conv2 = nn.Conv2d(source, width, 3, stride, 1), nn.Conv2d(width, width, 3, 1, 1)
        self.shortcut = nn.Conv2d(source, width, 1, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.conv1(F.silu(self.norm1(x)))
        return self.shortcut(x) + self.conv2(F.silu(self.norm2(y)))


class FaceReader(nn.Module):
    """Scaled latents [n, c, h, w] → face vectors [n, vector] of length 1, as near to SFace's of the photograph as it can."""

    def __init__(self, channels: int, vector: int, width: int = 64, side: int = 4):
        super().__init__()
        self.entry = nn.Conv2d(channels, width, 3, 1, 1)
        self.blocks = nn.Sequential(Block(width, width, 1), Block(width, 2 * width, 2), Block(2 * width, 3 * width, 2))
        self.side = side
        # Places are kept to the end: where eyes and mouth are is half of what tells people apart.
        self.exit = nn.Sequential(
            nn.GroupNorm(8, 3 * width), nn.SiLU(), nn.Flatten(), nn.Dropout(0.3),
            nn.Linear(3 * width * side * side, 2 * vector), nn.SiLU(), nn.Dropout(0.3), nn.Linear(2 * vector, vector),
        )  # fmt: skip

    def forward(self, latents: torch.Tensor) -> torch.Tensor:
        x = F.adaptive_avg_pool2d(self.blocks(self.entry(latents)), self.side)
        return F.normalize(self.exit(x), dim=-1)
