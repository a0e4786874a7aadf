"""Reference photographs as cameras give them: the synthetic faces are soft and evenly lit, real ones are not."""

import torch
import torch.nn.functional as F


def photographed(crops: torch.Tensor, draw: torch.Generator | None = None) -> torch.Tensor:
    """[n, 3, s, s] in 0…1: each crop gets an exposure, a tint, a contrast, a sharpness and grain of its own."""
    count = len(crops)

    def some(low: float, high: float, channels: int = 1) -> torch.Tensor:
        return low + (high - low) * torch.rand(count, channels, 1, 1, generator=draw)

    soft = F.avg_pool2d(F.pad(crops, (1, 1, 1, 1), mode="replicate"), 3, 1)
    sharpness = some(-0.9, 1.3)
    crops = crops + sharpness * (crops - soft)
    crops = crops.clamp(1e-4, 1) ** some(0.7, 1.35)
    mean = crops.mean((1, 2, 3), keepdim=True)
    crops = mean + some(0.8, 1.25) * (crops - mean)
    # Light from one side, as in most rooms.
    side = torch.linspace(-1, 1, crops.shape[-1])
    crops = crops * (1 + some(-0.18, 0.18) * side.view(1, 1, 1, -1) + some(-0.1, 0.1) * side.view(1, 1, -1, 1))
    crops = crops * some(0.93, 1.07, 3) + some(0, 0.025) * torch.randn(crops.shape, generator=draw)
    return crops.clamp(0, 1)
